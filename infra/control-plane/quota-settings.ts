import type { Amounts, QuotaId } from '@tenantry/contracts/quotas.ts'
import { CfnParameter, CfnResource, Lazy, Stack, Stage, Token } from 'aws-cdk-lib'
import { CfnRule } from 'aws-cdk-lib/aws-events'
import { CfnFunction, type IFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct, IConstruct } from 'constructs'
import { mayAccess, mayQueryIndex } from '../foundation/item-rights.ts'
import { EVENT_BUS_NAME } from '../names.ts'
import type { ControlPlaneData } from './data.ts'

/** What a function knows of quotas. */
export interface QuotaSettings {
  QUOTAS: string
  FOOTPRINT: string
}

/** What this account may have, as a parameter of the deployment, and what the templates take of it. */
export function quotaSettings(scope: Construct): QuotaSettings {
  const quotas = new CfnParameter(scope, 'Quotas', {
    default: '{}',
    description: 'JSON: quotas of the account that are not the defaults of AWS (docs/guides/limits.md)',
  })
  return { QUOTAS: quotas.valueAsString, FOOTPRINT: Lazy.string({ produce: () => JSON.stringify(footprintOf(scope)) }) }
}

/** Lets a function count what uses quotas up: tenants, and usage plans that were made. */
export function countsUse(fn: IFunction, data: ControlPlaneData): void {
  mayQueryIndex(fn, data.tenants, 'listing')
  mayAccess(fn, data.tiers, 'Scan')
}

const COUNTED: Record<string, QuotaId> = {
  'AWS::ApiGateway::RestApi': 'restApis',
  'AWS::ApiGateway::BasePathMapping': 'basePaths',
  'AWS::Cognito::UserPool': 'userPools',
  'AWS::IAM::Role': 'roles',
  'AWS::DynamoDB::GlobalTable': 'tables',
  'AWS::DynamoDB::Table': 'tables',
  'AWS::Events::EventBus': 'eventBuses',
  'AWS::CloudWatch::Alarm': 'alarms',
}

/** Counted from the templates of this app: what is deployed once, and what a silo is made of, which is a stage of its own. */
function footprintOf(scope: Construct): { own: Amounts; silo: Amounts } {
  const app = scope.node.root
  const isOfSilo = (node: IConstruct) => Stage.of(node) !== app
  const all = app.node.findAll()
  // There are two templates, of which a silo is made from one.
  const templates = all.filter((node): node is Stack => Stack.isStack(node) && isOfSilo(node))
  const silos = templates.map((stack) => amountsOf(stack.node.findAll()))
  return { own: amountsOf(all.filter((node) => !isOfSilo(node))), silo: largest(silos) }
}

/** The largest of each amount. */
function largest(each: Amounts[]): Amounts {
  const most: Amounts = {}
  for (const amounts of each)
    for (const [quota, amount = 0] of Object.entries(amounts) as [QuotaId, number | undefined][])
      most[quota] = Math.max(most[quota] ?? 0, amount)
  return most
}

function amountsOf(nodes: IConstruct[]): Amounts {
  const amounts: Amounts = {}
  const add = (quota: QuotaId, amount: number) => {
    if (amount > 0) amounts[quota] = (amounts[quota] ?? 0) + amount
  }
  for (const node of nodes) {
    if (Stack.isStack(node)) add('stacks', 1)
    if (!CfnResource.isCfnResource(node)) continue
    const quota = COUNTED[node.cfnResourceType]
    if (quota) add(quota, 1)
    if (node instanceof CfnRule && node.eventBusName === EVENT_BUS_NAME) add('rules', 1)
    // A parameter of the deployment may say so: it then belongs into the parameter Quotas, too.
    if (node instanceof CfnFunction && !Token.isUnresolved(node.reservedConcurrentExecutions))
      add('concurrency', node.reservedConcurrentExecutions ?? 0)
  }
  return amounts
}
