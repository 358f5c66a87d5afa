import {
  type CloudFormationClient,
  paginateDescribeStacks,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation'
import { functionLogsOf } from '@tenantry/contracts/log-groups.ts'
import { constructId, unambiguous } from '@tenantry/local-cloud/command/logs/construct-names.ts'
import { folderName } from './folder-name.ts'

/** What logs: a function of the product, or an API with its access log. */
export interface LogSource {
  stack: string
  /** The function's, as its folder is called. */
  name: string
  group: string
  kind: 'function' | 'api'
  /** The name of the function, which its streams have in a group that all of the stack share; null where it has the group alone. */
  functionName: string | null
}

/** Every stack of the product is called so. */
const STACK_PREFIX = 'tenantry-'
const GROUP = 'AWS::Logs::LogGroup'

/** The product's functions and APIs, found by its stacks: `<API>AccessLogs` is the construct of an access log. */
export async function logSources(client: CloudFormationClient): Promise<LogSource[]> {
  const sources: LogSource[] = []
  for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {})) {
    for (const { StackName: stack = '' } of Stacks.filter((one) => one.StackName?.startsWith(STACK_PREFIX))) {
      sources.push(...(await sourcesOf(client, stack)))
    }
  }
  return unambiguous(sources)
}

async function sourcesOf(client: CloudFormationClient, stack: string): Promise<LogSource[]> {
  const shared = functionLogsOf(stack)
  const resources: { type: string; construct: string; id: string }[] = []
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName: stack })) {
    for (const { ResourceType: type = '', LogicalResourceId = '', PhysicalResourceId: id } of StackResourceSummaries) {
      if (id) resources.push({ type, construct: constructId(LogicalResourceId), id })
    }
  }
  const isShared = resources.some(({ type, id }) => type === GROUP && id === shared)
  return resources.flatMap(({ type, construct, id }): LogSource[] => {
    if (type === 'AWS::Lambda::Function' && isShared) {
      return [{ stack, name: folderName(construct), group: shared, kind: 'function', functionName: id }]
    }
    const [, of, what] = (type === GROUP && id !== shared && /^(.+?)(AccessLogs|Logs)$/.exec(construct)) || []
    if (!of) return []
    return [{ stack, name: folderName(of), group: id, kind: what === 'Logs' ? 'function' : 'api', functionName: null }]
  })
}
