import { LONGEST_TIMER_MS } from '../../core/clock.ts'
import { type Run, untilHalted } from '../flow/flow.ts'
import { asStateError, StateError } from '../state-error.ts'
import type { TaskToken } from '../stores/token-store.ts'

export interface Limits {
  timeoutSeconds: number | undefined
  heartbeatSeconds: number | undefined
}

interface Callback {
  token: TaskToken
  limits: Limits
  submit(): Promise<unknown>
  submitted(output: unknown): void
}

/**
 * Calls the service that is given the token, and waits for SendTaskSuccess or SendTaskFailure. After a restart the service is not
 * called again if the call had ended, and an answer that came before is taken.
 */
export async function waitForToken(
  run: Run,
  { token: { token, submitted }, limits, ...callback }: Callback,
): Promise<unknown> {
  const { tokens, wake, context } = run.services
  const settle = (failure: { error: string; cause: string }) => {
    tokens.settle(token, 'timed-out', JSON.stringify(failure))
    wake.get(token)?.()
  }
  if (!submitted) {
    callback.submit().then(
      (output) => {
        if (run.signal.aborted) return
        tokens.submitted(token)
        if (tokens.get(token)?.status === 'pending') callback.submitted(output)
      },
      // An answer may have come before the call ended; its failure then counts for nothing, nor does it when all is being closed.
      (thrown) => {
        const { error, cause } = asStateError(thrown)
        if (!run.signal.aborted) settle({ error, cause })
      },
    )
  }
  try {
    for (;;) {
      const current = tokens.get(token)
      if (!current) throw new StateError('States.Runtime', 'The task token is gone')
      if (current.status !== 'pending') return readAnswer(current)
      const due = deadline(current, limits)
      if (due && due.at <= context.clock.now()) settle({ error: due.error, cause: due.cause })
      else await untilHalted(run.signal, changed(run, token, due?.at))
    }
  } finally {
    wake.get(token)?.()
    wake.delete(token)
  }
}

function readAnswer({ status, answer }: TaskToken): unknown {
  const value = JSON.parse(answer ?? 'null')
  if (status === 'succeeded') return value
  throw new StateError(value.error, value.cause)
}

/** Settles when the token was answered or beaten, or when the time has come. */
function changed({ services: { wake, context } }: Run, token: string, at: number | undefined): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  wake.set(token, resolve)
  if (at === undefined) return promise
  return promise.finally(context.clock.after(Math.min(at - context.clock.now(), LONGEST_TIMER_MS), resolve))
}

/** Whichever of the task's limits comes first. */
function deadline({ createdAt, heartbeatAt }: TaskToken, { timeoutSeconds, heartbeatSeconds }: Limits) {
  const timeout = timeoutSeconds && {
    at: createdAt + timeoutSeconds * 1000,
    error: 'States.Timeout',
    cause: `The task did not end within ${timeoutSeconds} seconds`,
  }
  const heartbeat = heartbeatSeconds && {
    at: heartbeatAt + heartbeatSeconds * 1000,
    error: 'States.HeartbeatTimeout',
    cause: `The task sent no heartbeat for ${heartbeatSeconds} seconds`,
  }
  if (timeout && heartbeat) return timeout.at <= heartbeat.at ? timeout : heartbeat
  return timeout || heartbeat || undefined
}
