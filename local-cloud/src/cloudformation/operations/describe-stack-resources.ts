import { AwsError } from '../../core/aws-error.ts'
import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import type { Engine } from '../stack-run.ts'
import { knownStack, resourcesOf, stackAccess } from './stack-access.ts'
import { StackResourceInput, StackResourcesInput } from './stack-input.ts'

const noResource = (logicalId: string, stackName: string): AwsError =>
  new AwsError('ValidationError', `Resource ${logicalId} does not exist for stack ${stackName}`)

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResource.html */
export function describeStackResource(engine: Engine): Operation {
  return parsedOperation({
    input: StackResourceInput,
    access: ({ StackName }) => stackAccess(engine, 'DescribeStackResource', StackName),
    run({ StackName, LogicalResourceId }) {
      const stack = knownStack(engine, StackName)
      const resource = resourcesOf(engine, stack).find(({ logicalId }) => logicalId === LogicalResourceId)
      if (!resource) throw noResource(LogicalResourceId, stack.name)
      return {
        StackResourceDetail: {
          StackName: stack.name,
          StackId: stack.id,
          LogicalResourceId,
          PhysicalResourceId: resource.deployed?.physicalId ?? '',
          ResourceType: resource.type,
          LastUpdatedTimestamp: new Date(resource.updatedAt).toISOString(),
          ResourceStatus: resource.status,
          ...(resource.reason === null ? {} : { ResourceStatusReason: resource.reason }),
        },
      }
    },
  })
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html */
export function describeStackResources(engine: Engine): Operation {
  return parsedOperation({
    input: StackResourcesInput,
    access: ({ StackName }) => stackAccess(engine, 'DescribeStackResources', StackName),
    run({ StackName, LogicalResourceId }) {
      const stack = knownStack(engine, StackName)
      const resources = resourcesOf(engine, stack).filter(
        ({ logicalId }) => LogicalResourceId === undefined || logicalId === LogicalResourceId,
      )
      if (LogicalResourceId !== undefined && resources.length === 0) throw noResource(LogicalResourceId, stack.name)
      return {
        StackResources: resources.map((resource) => ({
          StackName: stack.name,
          StackId: stack.id,
          LogicalResourceId: resource.logicalId,
          PhysicalResourceId: resource.deployed?.physicalId ?? '',
          ResourceType: resource.type,
          Timestamp: new Date(resource.updatedAt).toISOString(),
          ResourceStatus: resource.status,
          ...(resource.reason === null ? {} : { ResourceStatusReason: resource.reason }),
        })),
      }
    },
  })
}
