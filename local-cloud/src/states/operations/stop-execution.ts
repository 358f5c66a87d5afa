import type { StopExecutionInput } from '@aws-sdk/client-sfn'
import type { Operation } from '../../core/service.ts'
import type { StatesServices } from '../flow/flow.ts'
import type { Runner } from '../run-execution.ts'
import { existingExecution, seconds } from './arns.ts'
import { checkFailure } from './check-length.ts'

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html */
export function stopExecution(services: StatesServices, runner: Runner): Operation<StopExecutionInput> {
  return {
    input: { executionArn: true, error: true, cause: true },
    access: ({ executionArn }) => [{ action: 'states:StopExecution', resource: executionArn ?? '*' }],
    run({ executionArn, error = null, cause = null }) {
      checkFailure({ error, cause })
      const execution = existingExecution(services, executionArn ?? '')
      if (execution.status === 'RUNNING') runner.stop(execution, error, cause)
      return { stopDate: seconds(execution.stoppedAt ?? services.context.clock.now()) }
    },
  }
}
