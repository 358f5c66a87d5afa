import type { ListExecutionsInput } from '@aws-sdk/client-sfn'
import { AwsError } from '../../core/aws-error.ts'
import type { Operation } from '../../core/service.ts'
import type { StatesServices } from '../flow/flow.ts'
import type { ExecutionStatus } from '../stores/execution-store.ts'
import { existingMachine, pageOf } from './arns.ts'
import { summary } from './describe-execution.ts'

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
export function listExecutions(services: StatesServices): Operation<ListExecutionsInput> {
  return {
    input: { stateMachineArn: true, statusFilter: true, maxResults: true, nextToken: true },
    access: ({ stateMachineArn }) => [{ action: 'states:ListExecutions', resource: stateMachineArn ?? '*' }],
    run({ stateMachineArn, statusFilter, ...page }) {
      checkStatus(statusFilter)
      const machine = existingMachine(services, stateMachineArn ?? '')
      const { limit, from } = pageOf(page, 1000)
      const { executions, next } = services.executions.list(
        machine.arn,
        (statusFilter as ExecutionStatus) ?? null,
        limit,
        from,
      )
      return { executions: executions.map(summary), ...(next === undefined ? {} : { nextToken: String(next) }) }
    },
  }
}

const STATUSES = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED', 'PENDING_REDRIVE']

function checkStatus(status: string | undefined): void {
  if (status === undefined || STATUSES.includes(status)) return
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${status}' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: [${STATUSES.join(', ')}]`,
  )
}
