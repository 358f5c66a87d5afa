import type { ListExecutionsInput } from '@aws-sdk/client-sfn'
import { Unsupported } from '../../core/aws-error.ts'
import type { Operation } from '../../core/service.ts'
import type { StatesServices } from '../flow/flow.ts'
import type { ExecutionStatus } from '../stores/execution-store.ts'
import { existingMachine, pageOf } from './arns.ts'
import { summary } from './describe-execution.ts'

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
export function listExecutions(services: StatesServices): Operation<ListExecutionsInput> {
  return {
    access: ({ stateMachineArn }) => [{ action: 'states:ListExecutions', resource: stateMachineArn ?? '*' }],
    run({ stateMachineArn, statusFilter, mapRunArn, redriveFilter, ...page }) {
      if (mapRunArn !== undefined) throw new Unsupported('map runs (mapRunArn of ListExecutions)')
      if (redriveFilter !== undefined) throw new Unsupported('redriven executions (redriveFilter of ListExecutions)')
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
