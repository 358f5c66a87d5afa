import type { ErrorPayload } from './messages.ts'

/** What was thrown, in the form that the caller of the function gets. */
export function errorPayload(thrown: unknown): ErrorPayload {
  if (!isError(thrown)) return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] }
  return {
    errorType: thrown.name,
    errorMessage: thrown.message,
    trace: typeof thrown.stack === 'string' ? thrown.stack.split('\n') : [],
  }
}

/** A failure that the runtime itself finds, for example `Runtime.ImportModuleError`. */
export class RuntimeFailure extends Error {
  constructor(type: string, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = type
  }
}

export const isError = (value: unknown): value is Error =>
  value instanceof Error || Object.prototype.toString.call(value) === '[object Error]'
