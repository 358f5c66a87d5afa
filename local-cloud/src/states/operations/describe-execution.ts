import type { DescribeExecutionInput } from '@aws-sdk/client-sfn'
import type { Operation } from '../../core/service.ts'
import type { StatesServices } from '../flow/flow.ts'
import type { Execution } from '../stores/execution-store.ts'
import { existingExecution, seconds } from './arns.ts'

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html */
export function describeExecution(services: StatesServices): Operation<DescribeExecutionInput> {
  return {
    input: { executionArn: true },
    access: ({ executionArn }) => [{ action: 'states:DescribeExecution', resource: executionArn ?? '*' }],
    run({ executionArn }) {
      const execution = existingExecution(services, executionArn ?? '')
      const { input, output, error, cause } = execution
      return {
        ...summary(execution),
        input,
        inputDetails: { included: true },
        ...(output === null ? {} : { output, outputDetails: { included: true } }),
        ...(error === null ? {} : { error }),
        ...(cause === null ? {} : { cause }),
      }
    },
  }
}

/** What lists and descriptions have in common. */
export function summary({ arn, machineArn, name, status, startedAt, stoppedAt }: Execution) {
  return {
    executionArn: arn,
    stateMachineArn: machineArn,
    name,
    status,
    startDate: seconds(startedAt),
    ...(stoppedAt === null ? {} : { stopDate: seconds(stoppedAt) }),
    redriveCount: 0,
  }
}
