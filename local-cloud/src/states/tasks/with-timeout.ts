import type { Run } from '../flow/flow.ts'
import { sleepUntil } from '../flow/flow.ts'
import { Halted, StateError } from '../state-error.ts'

/** What the promise gives, unless the seconds pass first. Without a limit a task may take as long as it likes, as on AWS. */
export async function withTimeout<T>(run: Run, seconds: number | undefined, promise: Promise<T>): Promise<T> {
  if (seconds === undefined) return promise
  const over = new AbortController()
  const signal = AbortSignal.any([run.signal, over.signal])
  const deadline = run.services.context.clock.now() + seconds * 1000
  const timeout = sleepUntil({ ...run, signal }, deadline).then(() => {
    throw new StateError('States.Timeout', `The task did not end within ${seconds} seconds`)
  })
  // The timer that is called off when the promise came first.
  timeout.catch((error) => error instanceof Halted)
  try {
    return await Promise.race([promise, timeout])
  } finally {
    over.abort()
  }
}
