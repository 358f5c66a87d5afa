import { format } from 'node:util'
import { isError } from './function-error.ts'

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']
const METHODS = { trace: 'TRACE', debug: 'DEBUG', info: 'INFO', log: 'INFO', warn: 'WARN', error: 'ERROR' } as const

/** The request that is served, as log records name it. */
export const current: { requestId: string | undefined } = { requestId: undefined }

/**
 * Makes console.* write one record a call, in the function's log format, and takes over stdout and stderr.
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
export function installConsole(
  logFormat: 'Text' | 'JSON',
  logLevel: string,
  send: { record(text: string): void; output(text: string): void },
): void {
  const lowest = logFormat === 'JSON' ? LEVELS.indexOf(logLevel) : 0
  for (const [method, level] of Object.entries(METHODS)) {
    const silent = LEVELS.indexOf(level) < lowest
    const write = (...values: unknown[]) => {
      if (!silent) send.record(logFormat === 'JSON' ? jsonRecord(level, values) : textRecord(level, values))
    }
    Object.assign(console, { [method]: write })
  }
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = (chunk: unknown, encoding?: unknown, callback?: unknown) => {
      send.output(typeof chunk === 'string' ? chunk : Buffer.from(chunk as Uint8Array).toString('utf8'))
      const done = typeof encoding === 'function' ? encoding : callback
      if (typeof done === 'function') process.nextTick(() => done())
      return true
    }
  }
}

/** The record of an error that a handler threw. */
export function errorRecord(logFormat: 'Text' | 'JSON', what: string, error: unknown): string {
  if (logFormat === 'JSON') return jsonRecord('ERROR', [isError(error) ? error : String(error)])
  const details = isError(error)
    ? { errorType: error.name, errorMessage: error.message, ...error, stack: error.stack?.split('\n') }
    : { errorType: typeof error, errorMessage: String(error) }
  return textRecord('ERROR', [`${what} \t${JSON.stringify(details)}`])
}

// The function's own clock is the machine's.
const timestamp = () => new Date().toISOString()

const textRecord = (level: string, values: unknown[]): string =>
  `${timestamp()}\t${current.requestId}\t${level}\t${format(...values)}`

function jsonRecord(level: string, values: unknown[]): string {
  const record: Record<string, unknown> = { timestamp: timestamp(), level, requestId: current.requestId }
  if (values.length === 1) {
    try {
      return JSON.stringify({ ...record, message: values[0] }, errorsAsObjects)
    } catch {
      return JSON.stringify({ ...record, message: format(values[0]) })
    }
  }
  record.message = format(...values)
  const error = values.find(isError)
  return JSON.stringify(error ? { ...record, ...errorFields(error) } : record)
}

const errorsAsObjects = (_: string, value: unknown) => (isError(value) ? errorFields(value) : value)

const errorFields = (error: Error) => ({
  errorType: error.name,
  errorMessage: error.message,
  stackTrace: error.stack?.split('\n') ?? [],
})
