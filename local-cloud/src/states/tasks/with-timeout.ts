import type { Run } from '../flow/flow.ts'
import { StateError } from '../state-error.ts'

/**
 * What the promise gives, unless the call takes longer than the seconds: those of the machine, however far the clock is put forward meanwhile. Without a limit
 * a task may take as long as it likes, as on AWS.
 */
export async function withTimeout<T>(run: Run, seconds: number | undefined, promise: Promise<T>): Promise<T> {
  if (seconds === undefined) return promise
  const { promise: timeout, reject } = Promise.withResolvers<never>()
  const cancel = run.services.context.clock.afterWork(seconds * 1000, () =>
    reject(new StateError('States.Timeout', `The task did not end within ${seconds} seconds`)),
  )
  return Promise.race([promise, timeout]).finally(cancel)
}
