import type { CloudContext } from '../core/cloud-context.ts'
import { dependencyOrder } from './dependency-order.ts'
import { judgeValues } from './judge/judge-values.ts'
import { IGNORED_TYPES, requireTypes } from './judge/require-types.ts'
import { maskingErrors } from './no-echo.ts'
import type { DeployOperation } from './stack-operation.ts'
import type { Deployment, Engine } from './stack-run.ts'
import type { Stack } from './stores/stack-store.ts'
import { parseTemplate } from './template.ts'
import { type Surroundings, templateScope } from './template-scope.ts'
import { withoutProviders } from './without-providers.ts'

/** What an operation, new or interrupted, wants its stack to be. Types, order, names and conditions are checked: nothing is touched yet. */
export function openDeployment(engine: Engine, stack: Stack, operation: DeployOperation): Deployment {
  return maskingErrors(operation.parameters, () => open(engine, stack, operation))
}

function open(engine: Engine, stack: Stack, operation: DeployOperation): Deployment {
  const { context, stacks, resources } = engine
  const { name, id } = stack
  const template = withoutProviders(parseTemplate(operation.template), (type) => engine.types.has(type))
  const imports = new Map<string, string>()
  let active = new Set<string>()
  const scope = templateScope({
    template,
    parameters: operation.parameters,
    pseudo: pseudoParameters(context, { name, id }),
    deployed(logicalId) {
      const resource = active.has(logicalId) ? resources.get(name, logicalId) : undefined
      return resource?.deployed ? { ...resource.deployed, type: resource.type } : undefined
    },
    exported(exportName) {
      const value = stacks.export(exportName)?.value
      if (value !== undefined) imports.set(exportName, value)
      return value
    },
  })
  const wanted = Object.fromEntries(
    Object.entries(template.Resources).filter(
      ([, { Type, Condition }]) => !IGNORED_TYPES.has(Type) && (Condition === undefined || scope.condition(Condition)),
    ),
  )
  active = new Set(Object.keys(wanted))
  requireTypes(engine.types, Object.values(wanted))
  const order = dependencyOrder(wanted, scope.condition)
  judgeValues({ template, types: engine.types, scope, wanted: active })
  return { operation, template, scope, order, imports }
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
export const pseudoParameters = (
  { accountId, region }: CloudContext,
  { name, id }: { name: string; id: string },
): Surroundings['pseudo'] => ({
  'AWS::AccountId': accountId,
  'AWS::NotificationARNs': [],
  'AWS::Partition': 'aws',
  'AWS::Region': region,
  'AWS::StackId': id,
  'AWS::StackName': name,
  'AWS::URLSuffix': 'amazonaws.com',
})
