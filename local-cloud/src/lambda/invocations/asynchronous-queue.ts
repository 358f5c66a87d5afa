import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import { transaction } from '../../core/database.ts'
import type { FunctionRecord } from '../function-record.ts'
import { ASYNCHRONOUS } from '../limits.ts'
import type { EventInvokeStore } from '../stores/event-invoke-store.ts'
import type { FunctionStore } from '../stores/function-store.ts'
import type { RunInvocation } from './run-invocation.ts'

interface Pending {
  requestId: string
  functionName: string
  payload: string
  acceptedAt: number
  /** Attempts that ended in a function error. */
  failures: number
  /** Attempts in a row that did not reach the function. */
  throttles: number
  dueAt: number
  /** Null where the caller had none. */
  traceHeader: string | null
}

const COLUMNS = `i.request_id AS requestId, function_name AS functionName, payload, accepted_at AS acceptedAt, failures, throttles, due_at AS dueAt,
  header AS traceHeader`

/**
 * Asynchronous invocations: each is stored when it is accepted and until it has succeeded or is given up, so a restart loses none.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export function asynchronousQueue({
  context,
  functions,
  eventInvoke,
  run,
}: {
  context: CloudContext
  functions: FunctionStore
  eventInvoke: EventInvokeStore
  run: RunInvocation
}) {
  const { database, clock, ids } = context
  database.exec(`CREATE TABLE IF NOT EXISTS lambda_asynchronous_invocations (
    request_id TEXT PRIMARY KEY, function_name TEXT NOT NULL, payload TEXT NOT NULL, accepted_at INTEGER NOT NULL,
    failures INTEGER NOT NULL, throttles INTEGER NOT NULL, due_at INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS lambda_asynchronous_traces (request_id TEXT PRIMARY KEY, header TEXT NOT NULL) STRICT`)
  const insert = database.prepare('INSERT INTO lambda_asynchronous_invocations VALUES (?, ?, ?, ?, 0, 0, ?)')
  const insertTrace = database.prepare('INSERT INTO lambda_asynchronous_traces VALUES (?, ?)')
  const removeTrace = database.prepare('DELETE FROM lambda_asynchronous_traces WHERE request_id = ?')
  const remove = database.prepare('DELETE FROM lambda_asynchronous_invocations WHERE request_id = ?')
  const postpone = database.prepare(
    'UPDATE lambda_asynchronous_invocations SET failures = ?, throttles = ?, due_at = ? WHERE request_id = ?',
  )
  const timers = new Set<() => void>()
  let closed = false

  const schedule = (pending: Pending): void => {
    const delay = pending.dueAt - clock.now()
    if (delay <= 0) {
      setImmediate(() => void attempt(pending))
      return
    }
    const cancel = clock.after(delay, () => {
      timers.delete(cancel)
      void attempt(pending)
    })
    timers.add(cancel)
  }

  const attempt = async (pending: Pending): Promise<void> => {
    if (closed) return
    const fn = functions.get(pending.functionName)
    if (!fn) return giveUp(pending, 'the function was deleted')
    if (clock.now() - pending.acceptedAt > eventInvoke.get(fn.name).maxAgeSeconds * 1000) {
      return giveUp(pending, 'it is too old')
    }
    const failure = await tryOnce(fn, pending)
    // What a closing cloud has interrupted is tried again after its restart.
    if (closed) return
    if (failure === null) settle(pending.requestId)
    else settleFailure(pending, failure)
  }

  const settle = (requestId: string): void => {
    remove.run(requestId)
    removeTrace.run(requestId)
  }

  const tryOnce = async (fn: FunctionRecord, { requestId, payload, traceHeader }: Pending) => {
    try {
      const outcome = await run(fn, requestId, payload, traceHeader === null ? {} : { traceHeader })
      return outcome.functionError ? { functionError: true, reason: outcome.payload } : null
    } catch (error) {
      if (!(error instanceof AwsError)) context.log(`asynchronous invocation of ${fn.name}: ${String(error)}`)
      return { functionError: false, reason: error instanceof Error ? error.message : String(error) }
    }
  }

  const settleFailure = (before: Pending, failure: { functionError: boolean; reason: string }): void => {
    const failures = before.failures + (failure.functionError ? 1 : 0)
    const throttles = failure.functionError ? 0 : before.throttles + 1
    if (failures > eventInvoke.get(before.functionName).retries) {
      giveUp(before, `it failed ${failures} times, last with ${failure.reason.slice(0, 500)}`)
      return
    }
    const delay = failure.functionError
      ? (ASYNCHRONOUS.retryDelaysMs[failures - 1] ?? 0)
      : Math.min(ASYNCHRONOUS.backoffFirstMs * 2 ** before.throttles, ASYNCHRONOUS.backoffLongestMs)
    const next = { ...before, failures, throttles, dueAt: clock.now() + delay }
    postpone.run(failures, throttles, next.dueAt, next.requestId)
    schedule(next)
  }

  const giveUp = (pending: Pending, reason: string): void => {
    settle(pending.requestId)
    context.log(`asynchronous invocation ${pending.requestId} of ${pending.functionName} is given up: ${reason}`)
  }

  return {
    /** Stored when this returns. */
    accept(fn: FunctionRecord, payload: string, traceHeader?: string): string {
      const now = clock.now()
      const requestId = ids.uuid()
      transaction(database, () => {
        insert.run(requestId, fn.name, payload, now, now)
        if (traceHeader !== undefined) insertTrace.run(requestId, traceHeader)
      })
      const fresh = { failures: 0, throttles: 0, acceptedAt: now, dueAt: now }
      schedule({ requestId, functionName: fn.name, payload, traceHeader: traceHeader ?? null, ...fresh })
      return requestId
    },

    /** Takes up what an earlier run has left. */
    start(): void {
      for (const row of database
        .prepare(
          `SELECT ${COLUMNS} FROM lambda_asynchronous_invocations i LEFT JOIN lambda_asynchronous_traces t ON t.request_id = i.request_id`,
        )
        .all()) {
        // The columns are those of Pending.
        schedule(row as unknown as Pending)
      }
    },

    close(): void {
      closed = true
      for (const cancel of timers) cancel()
      timers.clear()
    },
  }
}
