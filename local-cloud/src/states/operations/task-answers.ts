import type { SendTaskFailureInput, SendTaskHeartbeatInput, SendTaskSuccessInput } from '@aws-sdk/client-sfn'
import { AwsError } from '../../core/aws-error.ts'
import type { Operation } from '../../core/service.ts'
import type { StatesServices } from '../flow/flow.ts'
import { checkFailure, requireAtMost } from './check-length.ts'

// https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html#StepFunctions-SendTaskSuccess-request-output
const MAX_OUTPUT_BYTES = 262_144

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html */
export function sendTaskSuccess(services: StatesServices): Operation<SendTaskSuccessInput> {
  return {
    input: { taskToken: true, output: true },
    access: access('SendTaskSuccess'),
    run({ taskToken, output }) {
      requireAtMost(MAX_OUTPUT_BYTES, 'output', Buffer.byteLength(output ?? ''))
      const token = pendingToken(services, taskToken)
      try {
        JSON.parse(output ?? '')
      } catch {
        throw new AwsError('InvalidOutput', `Invalid Output: '${String(output).slice(0, 100)}'`)
      }
      return settle(services, token, 'succeeded', output ?? '')
    },
  }
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskFailure.html */
export function sendTaskFailure(services: StatesServices): Operation<SendTaskFailureInput> {
  return {
    input: { taskToken: true, error: true, cause: true },
    access: access('SendTaskFailure'),
    run({ taskToken, error = '', cause = '' }) {
      checkFailure({ error, cause })
      return settle(services, pendingToken(services, taskToken), 'failed', JSON.stringify({ error, cause }))
    },
  }
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskHeartbeat.html */
export function sendTaskHeartbeat(services: StatesServices): Operation<SendTaskHeartbeatInput> {
  return {
    input: { taskToken: true },
    access: access('SendTaskHeartbeat'),
    run({ taskToken }) {
      const token = pendingToken(services, taskToken)
      services.tokens.heartbeat(token)
      services.wake.get(token)?.()
      return {}
    },
  }
}

/** These actions have no resource-level permissions. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html */
const access = (operation: string) => () => [{ action: `states:${operation}`, resource: '*' }]

function pendingToken({ tokens }: StatesServices, token: string | undefined): string {
  if (!token || !/^AQC[A-Za-z0-9+/]{128}$/.test(token))
    throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'")
  const known = tokens.get(token)
  if (!known) throw new AwsError('TaskDoesNotExist', "Task Does Not Exist: 'The task does not exist'")
  if (known.status !== 'pending')
    throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'")
  return token
}

/** The answer is stored before it is acknowledged: it counts even if the local cloud is killed before the execution goes on. */
function settle(
  { tokens, wake }: StatesServices,
  token: string,
  status: 'succeeded' | 'failed',
  answer: string,
): object {
  tokens.settle(token, status, answer)
  wake.get(token)?.()
  return {}
}
