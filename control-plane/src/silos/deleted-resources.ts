import { type CloudFormationClient, paginateDescribeStackEvents } from '@aws-sdk/client-cloudformation'

/** How many resources of each type CloudFormation has deleted with a stack. */
export type DeletedResources = (stackId: string) => Promise<Record<string, number>>

const STACK = 'AWS::CloudFormation::Stack'

export const deletedResources =
  (client: CloudFormationClient): DeletedResources =>
  async (stackId) => {
    const types = new Map<string, string>()
    for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName: stackId }))
      for (const { LogicalResourceId, ResourceType, ResourceStatus } of StackEvents)
        if (ResourceStatus === 'DELETE_COMPLETE' && LogicalResourceId && ResourceType && ResourceType !== STACK)
          types.set(LogicalResourceId, ResourceType)
    const counts: Record<string, number> = {}
    for (const type of types.values()) counts[type] = (counts[type] ?? 0) + 1
    return counts
  }
