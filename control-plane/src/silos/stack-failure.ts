import { type CloudFormationClient, paginateDescribeStackEvents, type StackEvent } from '@aws-sdk/client-cloudformation'

/** Why a stack failed, for people: the resource that failed first, and what CloudFormation says of it. */
export type StackFailure = (stackId: string) => Promise<string>

/** What CloudFormation says of resources that did not fail by themselves. */
const CONSEQUENCE = /^Resource (creation|update) cancelled/i

export const stackFailure =
  (client: CloudFormationClient): StackFailure =>
  async (stackId) => {
    let first: StackEvent | undefined
    // Newest first, so the last one found is the oldest.
    for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName: stackId })) {
      first = StackEvents.findLast(isFailure) ?? first
    }
    if (!first) return 'CloudFormation could not make the silo, and does not say why.'
    const { LogicalResourceId, ResourceType, ResourceStatusReason = 'no reason given' } = first
    return `The silo's ${LogicalResourceId} (${ResourceType}) failed: ${ResourceStatusReason}`
  }

const isFailure = ({ ResourceStatus, ResourceStatusReason = '', ResourceType }: StackEvent): boolean =>
  ResourceStatus?.endsWith('_FAILED') === true &&
  ResourceType !== 'AWS::CloudFormation::Stack' &&
  !CONSEQUENCE.test(ResourceStatusReason)
