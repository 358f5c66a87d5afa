import { AwsError } from '../core/aws-error.ts'

/** How a state fails: what Retry and Catch match (`error`), and the text that goes with it. */
export class StateError extends Error {
  readonly error: string
  override readonly cause: string

  constructor(error: string, cause: string) {
    super(cause)
    this.name = error
    this.error = error
    this.cause = cause
  }
}

/** The execution was stopped, timed out, or the local cloud is closing: whoever did that has stored what there is to store. */
export class Halted extends Error {}

/** Whatever was thrown, as a state's failure: errors of the interpreter carry their name (`States.Runtime` and the like). */
export function asStateError(thrown: unknown): StateError {
  if (thrown instanceof StateError) return thrown
  if (thrown instanceof AwsError) return new StateError(thrown.code, thrown.message)
  if (!(thrown instanceof Error)) return new StateError('States.Runtime', String(thrown))
  return new StateError(thrown.name.startsWith('States.') ? thrown.name : 'States.Runtime', thrown.message)
}

/** Whether a retrier or catcher names this error. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
export function matches(errorEquals: string[], { error }: StateError, ofTask: boolean): boolean {
  if (errorEquals.includes(error)) return true
  // Neither of the two is caught by the wildcards.
  if (error === 'States.Runtime' || error === 'States.DataLimitExceeded') return false
  if (errorEquals.includes('States.ALL')) return true
  return ofTask && errorEquals.includes('States.TaskFailed') && error !== 'States.Timeout'
}
