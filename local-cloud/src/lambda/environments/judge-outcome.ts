import type { FunctionRecord } from '../function-record.ts'
import { LIMITS } from '../limits.ts'
import type { ErrorPayload, FromWorker } from '../runtime/messages.ts'

export type WorkerEvent = FromWorker | { type: 'timeout' } | { type: 'exit'; error: ErrorPayload }

/** How an invocation ended, from what its thread said last. */
export function judge(event: WorkerEvent, requestId: string, fn: FunctionRecord, elapsedMs: number) {
  const failed = (error: ErrorPayload, durationMs: number, memoryBytes: number, fatal: boolean) => ({
    payload: JSON.stringify(error),
    status: error.errorType === 'Sandbox.Timedout' ? ('timeout' as const) : ('error' as const),
    errorType: error.errorType,
    durationMs,
    memoryBytes,
    fatal,
  })
  switch (event.type) {
    case 'done': {
      const { durationMs, memoryBytes } = event
      const bytes = Buffer.byteLength(event.payload)
      if (bytes > LIMITS.responseBytes) return failed(tooLarge(bytes), durationMs, memoryBytes, false)
      return { ...event, status: 'success' as const, errorType: null, fatal: false }
    }
    case 'failed':
      return failed(event.error, event.durationMs, event.memoryBytes, event.fatal)
    case 'exit': {
      const { errorType, errorMessage, trace } = event.error
      const named = /^(Runtime\.ExitError|Runtime\.OutOfMemory|Sandbox\.)/.test(errorType)
      const message = named ? `RequestId: ${requestId} Error: ${errorMessage}` : errorMessage
      return failed({ errorType, errorMessage: message, trace }, elapsedMs, 0, true)
    }
    default: {
      const error = timeoutError(fn.timeoutSeconds)
      const errorMessage = `RequestId: ${requestId} Error: ${error.errorMessage}`
      return failed({ ...error, errorMessage }, fn.timeoutSeconds * 1000, 0, true)
    }
  }
}

export const timeoutError = (timeoutSeconds: number): ErrorPayload => ({
  errorType: 'Sandbox.Timedout',
  errorMessage: `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
  trace: [],
})

const tooLarge = (bytes: number): ErrorPayload => ({
  errorType: 'Function.ResponseSizeTooLarge',
  errorMessage: `Response payload size (${bytes} bytes) exceeded maximum allowed payload size (${LIMITS.responseBytes} bytes).`,
  trace: [],
})

export function exitError(code: number, fault: NodeJS.ErrnoException | null): ErrorPayload {
  if (fault?.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return { errorType: 'Runtime.OutOfMemory', errorMessage: 'Runtime exited with error: signal: killed', trace: [] }
  }
  const how = code === 0 ? 'without providing a reason' : `with error: exit status ${code}`
  return {
    errorType: 'Runtime.ExitError',
    errorMessage: `Runtime exited ${how}`,
    trace: fault?.stack?.split('\n') ?? [],
  }
}
