import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import type { Engine } from '../stack-run.ts'
import { knownStack, resourcesOf, stackAccess } from './stack-access.ts'
import { OneStackInput } from './stack-input.ts'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html */
export function listStackResources(engine: Engine): Operation {
  return parsedOperation({
    input: OneStackInput,
    access: ({ StackName }) => stackAccess(engine, 'ListStackResources', StackName),
    run: ({ StackName }) => ({
      StackResourceSummaries: resourcesOf(engine, knownStack(engine, StackName)).map((resource) => ({
        LogicalResourceId: resource.logicalId,
        PhysicalResourceId: resource.deployed?.physicalId ?? '',
        ResourceType: resource.type,
        LastUpdatedTimestamp: new Date(resource.updatedAt).toISOString(),
        ResourceStatus: resource.status,
        ...(resource.reason === null ? {} : { ResourceStatusReason: resource.reason }),
      })),
    }),
  })
}
