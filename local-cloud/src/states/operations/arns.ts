import { AwsError } from '../../core/aws-error.ts'
import type { StatesServices } from '../flow/flow.ts'
import type { Execution } from '../stores/execution-store.ts'
import type { Machine } from '../stores/machine-store.ts'

/** A state machine by ARN, or the error that AWS answers. */
export function existingMachine({ machines }: Pick<StatesServices, 'machines'>, arn: string): Machine {
  checkArn(arn, ':stateMachine:')
  const machine = machines.get(arn)
  if (!machine) throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`)
  return machine
}

/** An execution by ARN, or the error that AWS answers. */
export function existingExecution({ executions }: Pick<StatesServices, 'executions'>, arn: string): Execution {
  checkArn(arn, ':execution:')
  const execution = executions.get(arn)
  if (!execution) throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`)
  return execution
}

function checkArn(arn: unknown, kind: string): void {
  if (typeof arn === 'string' && arn.startsWith('arn:aws:states:') && arn.includes(kind)) return
  throw new AwsError('InvalidArn', `Invalid Arn: 'Invalid ARN: ${arn}'`)
}

/** AWS's JSON protocol writes times as seconds. */
export const seconds = (milliseconds: number): number => milliseconds / 1000

/** The page size and the place to go on from; tokens are numbers of rows. */
export function pageOf({ maxResults, nextToken }: { maxResults?: number; nextToken?: string }, most: number) {
  if (nextToken !== undefined && !/^\d+$/.test(nextToken))
    throw new AwsError('InvalidToken', `Invalid Token: 'Invalid token'`)
  const limit = maxResults === undefined || maxResults === 0 ? 100 : maxResults
  if (!Number.isInteger(limit) || limit < 0 || limit > most) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value '${maxResults}' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to ${most}`,
    )
  }
  return { limit, from: nextToken === undefined ? undefined : Number(nextToken) }
}
