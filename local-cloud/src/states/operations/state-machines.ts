import type { DescribeStateMachineInput, ListStateMachinesInput } from '@aws-sdk/client-sfn'
import type { Operation } from '../../core/service.ts'
import type { StatesServices } from '../flow/flow.ts'
import { existingMachine, pageOf, seconds } from './arns.ts'

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html */
export function describeStateMachine(services: StatesServices): Operation<DescribeStateMachineInput> {
  return {
    input: { stateMachineArn: true },
    access: ({ stateMachineArn }) => [{ action: 'states:DescribeStateMachine', resource: stateMachineArn ?? '*' }],
    run({ stateMachineArn }) {
      const { arn, name, definition, roleArn, createdAt, revision } = existingMachine(services, stateMachineArn ?? '')
      return {
        stateMachineArn: arn,
        name,
        definition,
        roleArn,
        creationDate: seconds(createdAt),
        revisionId: revision,
        status: 'ACTIVE',
        type: 'STANDARD',
      }
    },
  }
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachines.html */
export function listStateMachines({ machines }: StatesServices): Operation<ListStateMachinesInput> {
  return {
    input: { maxResults: true, nextToken: true },
    access: () => [{ action: 'states:ListStateMachines', resource: '*' }],
    run(page) {
      const { limit, from = 0 } = pageOf(page, 1000)
      const all = machines.list()
      const next = from + limit
      return {
        stateMachines: all.slice(from, next).map(({ arn, name, createdAt }) => ({
          stateMachineArn: arn,
          name,
          creationDate: seconds(createdAt),
          type: 'STANDARD',
        })),
        ...(next < all.length && { nextToken: String(next) }),
      }
    },
  }
}
