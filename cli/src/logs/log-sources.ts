import {
  type CloudFormationClient,
  paginateDescribeStacks,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation'
import { constructId, unambiguous } from '@tenantry/local-cloud/command/logs/construct-names.ts'
import { folderName } from './folder-name.ts'

/** A log group of the product: a function's, or the access log of an API. */
export interface LogSource {
  stack: string
  /** The function's, as its folder is called. */
  name: string
  group: string
  kind: 'function' | 'api'
}

/** Every stack of the product is called so. */
const STACK_PREFIX = 'tenantry-'

/** The product's log groups, found by its stacks: `<function>Logs` and `<API>AccessLogs` are their constructs. */
export async function logSources(client: CloudFormationClient): Promise<LogSource[]> {
  const sources: LogSource[] = []
  for await (const { Stacks = [] } of paginateDescribeStacks({ client }, {})) {
    for (const { StackName: stack = '' } of Stacks.filter((one) => one.StackName?.startsWith(STACK_PREFIX))) {
      for await (const { StackResourceSummaries = [] } of paginateListStackResources(
        { client },
        { StackName: stack },
      )) {
        for (const { ResourceType, LogicalResourceId = '', PhysicalResourceId: group } of StackResourceSummaries) {
          if (ResourceType !== 'AWS::Logs::LogGroup' || !group) continue
          const [, id, what] = /^(.+?)(AccessLogs|Logs)$/.exec(constructId(LogicalResourceId)) ?? []
          if (id) sources.push({ stack, name: folderName(id), group, kind: what === 'Logs' ? 'function' : 'api' })
        }
      }
    }
  }
  return unambiguous(sources)
}
