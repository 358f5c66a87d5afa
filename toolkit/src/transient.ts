import { isServerError, isThrottlingError, isTransientError } from '@smithy/core/retry'
import { TRANSIENT_ERROR } from '@tenantry/contracts/workflows.ts'

/** Our own errors that pass by themselves: others wrote the same records, or hold a lock, or another function said so. */
const OURS = ['Contended', 'Locked', 'Stale', TRANSIENT_ERROR]

/**
 * Cognito could not reach a trigger, or waited for it in vain, and says 400. A trigger that fails is another error.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html#API_AdminCreateUser_Errors
 */
const UNREACHED_TRIGGER = 'UnexpectedLambdaException'
const NAMES = new Set([...OURS, UNREACHED_TRIGGER])

/** Whether an error may pass by itself: a throttle, a service error, a lost connection, a write that met another one. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  // Any error may be asked: what the SDK's own have beside others is looked for, and may be missing.
  const asked = error as Parameters<typeof isServerError>[0]
  return NAMES.has(error.name) || isThrottlingError(asked) || isTransientError(asked) || isServerError(asked)
}

/** Why a step is to run again; state machines know it by its name. */
export class TransientError extends Error {
  override name = TRANSIENT_ERROR

  constructor(cause: Error) {
    super(`${cause.name}: ${cause.message}`, { cause })
  }
}

/** Does work, and throws a TransientError in place of an error that may pass by itself. */
export async function markTransient<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof Error && isTransient(error) ? new TransientError(error) : error
  }
}
