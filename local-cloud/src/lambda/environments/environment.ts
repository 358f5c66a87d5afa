import type { Worker } from 'node:worker_threads'
import type { Clock } from '../../core/clock.ts'
import type { FunctionRecord } from '../function-record.ts'
import { LIMITS } from '../limits.ts'
import type { ErrorPayload, FromWorker, StartMessage } from '../runtime/messages.ts'
import type { EnvironmentLog } from './environment-log.ts'
import { exitError, judge, timeoutError, type WorkerEvent } from './judge-outcome.ts'
import { platformLog } from './platform-log.ts'

export interface Outcome {
  payload: string
  functionError?: 'Unhandled'
  logTail: string
  /** Of the lines of the invocation. */
  logBytes: number
  durationMs: number
  /** Of its environment, where this was the first invocation. */
  initMs: number | null
}

/** One execution environment: a worker thread that serves one invocation at a time. */
export interface Environment {
  readonly fn: FunctionRecord
  /** After this it must not begin an invocation: its credentials would expire. Milliseconds since the epoch. */
  readonly usableUntil: number
  /** Settles when initialisation has ended, well or not: how it ended, the first invocation tells. */
  readonly initialised: Promise<void>
  /** False once the thread has ended or must not be used again. */
  alive(): boolean
  /** Settles when the thread has ended. */
  readonly ended: Promise<void>
  invoke(requestId: string, payload: string, traceHeader: string): Promise<Outcome>
  end(): Promise<void>
}

export function startEnvironment({
  worker,
  fn,
  log,
  clock,
  start,
  usableUntil,
}: {
  worker: Worker
  fn: FunctionRecord
  log: EnvironmentLog
  clock: Clock
  start: Promise<StartMessage>
  usableUntil: number
}): Environment {
  const platform = platformLog(fn, log.record, clock.now)
  let alive = true
  /** Of the initialisation, until the first invocation has reported it. */
  let init: { ms: number; failure: ErrorPayload | null } | null = null
  let waiting: ((event: WorkerEvent) => void) | null = null

  const settle = (event: WorkerEvent): void => {
    const settled = waiting
    waiting = null
    settled?.(event)
  }
  const next = (timeoutMs: number): Promise<WorkerEvent> =>
    new Promise((resolve) => {
      const cancel = clock.afterWork(timeoutMs, () => settle({ type: 'timeout' }))
      waiting = (event) => {
        cancel()
        resolve(event)
      }
    })
  const end = async (): Promise<void> => {
    alive = false
    await worker.terminate()
  }

  worker.on('message', (message: FromWorker) => {
    if (message.type === 'record') log.record(message.text)
    else if (message.type === 'output') log.output(message.text)
    else settle(message)
  })
  for (const stream of [worker.stdout, worker.stderr]) stream.on('data', (chunk: Buffer) => log.output(String(chunk)))
  let fault: NodeJS.ErrnoException | null = null
  worker.on('error', (error: unknown) => {
    fault = error as NodeJS.ErrnoException
  })
  const ended = new Promise<void>((resolve) => {
    worker.on('exit', (code) => {
      alive = false
      log.flush()
      settle({ type: 'exit', error: exitError(code, fault) })
      resolve()
    })
  })

  const initialise = async (): Promise<void> => {
    platform.initStart()
    const message = await start
    const started = next(LIMITS.initMs)
    worker.postMessage(message)
    let event = await started
    if (event.type === 'timeout') {
      // AWS begins anew within the invocation; here initialisation goes on and the function's own timeout bounds it.
      event = await next(fn.timeoutSeconds * 1000)
    }
    if (event.type === 'started') init = { ms: event.initMs, failure: null }
    else if (event.type === 'start-failed') init = { ms: event.initMs, failure: event.error }
    else if (event.type === 'exit') init = { ms: 0, failure: event.error }
    else init = { ms: LIMITS.initMs, failure: timeoutError(fn.timeoutSeconds) }
    if (init.failure) await end()
  }
  const initialised = initialise()

  return {
    fn,
    usableUntil,
    initialised,
    alive: () => alive,
    ended,
    end,

    async invoke(requestId, payload, traceHeader) {
      await initialised
      const { ms: initMs, failure } = init ?? { ms: null, failure: null }
      init = null
      const timeoutMs = fn.timeoutSeconds * 1000
      const beganAt = clock.now()
      // What was logged before is nobody's.
      log.takeBytes()
      platform.start(requestId)
      let event: WorkerEvent = failure ? { type: 'exit', error: failure } : { type: 'timeout' }
      if (!failure) {
        const answer = next(timeoutMs)
        worker.postMessage({
          type: 'invoke',
          requestId,
          payload,
          remainingMs: timeoutMs,
          functionArn: fn.arn,
          traceId: traceHeader,
        })
        event = await answer
      }
      const result = judge(event, requestId, fn, clock.now() - beganAt)
      if (result.fatal) await end()
      log.flush()
      if (event.type === 'timeout') {
        log.record(
          `${new Date(clock.now()).toISOString()} ${requestId} Task timed out after ${fn.timeoutSeconds.toFixed(2)} seconds`,
        )
      }
      platform.report({ requestId, initMs, ...result })
      await log.stored()
      return {
        payload: result.payload,
        ...(result.status !== 'success' && { functionError: 'Unhandled' as const }),
        logTail: log.takeTail(),
        logBytes: log.takeBytes(),
        durationMs: result.durationMs,
        initMs,
      }
    },
  }
}
