import { parsedOperation } from '../../core/parsed-operation.ts'
import type { Operation } from '../../core/service.ts'
import type { Engine } from '../stack-run.ts'
import { knownStack, stackAccess } from './stack-access.ts'
import { StackEventsInput } from './stack-input.ts'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html */
export function describeStackEvents(engine: Engine): Operation {
  return parsedOperation({
    input: StackEventsInput,
    access: ({ StackName }) => stackAccess(engine, 'DescribeStackEvents', StackName),
    run({ StackName, NextToken }) {
      const { events, next } = engine.resources.events(knownStack(engine, StackName).id, NextToken)
      return {
        StackEvents: events.map((event) => ({
          StackId: event.stackId,
          EventId: event.id,
          StackName: event.stackName,
          LogicalResourceId: event.logicalId,
          PhysicalResourceId: event.physicalId,
          ResourceType: event.type,
          Timestamp: new Date(event.timestamp).toISOString(),
          ResourceStatus: event.status,
          ...(event.clientRequestToken ? { ClientRequestToken: event.clientRequestToken } : {}),
          ...(event.reason === null ? {} : { ResourceStatusReason: event.reason }),
        })),
        ...(next === undefined ? {} : { NextToken: String(next) }),
      }
    },
  })
}
