/** What a log event says. */
export interface Entry {
  level: string
  /** One line. */
  text: string
  /** Lines that follow it: the rest of a text, or a stack. */
  more: string[]
  /** Whatever else was logged, in its order. */
  fields: Record<string, unknown>
}

type Json = Record<string, unknown>

/** What the line shows anyway, and what Powertools writes into each line of a function. */
const LEFT_OUT =
  /^(timestamp|level|message|service|sampling_rate|xray_trace_id|cold_start|function_(name|arn|memory_size))$/
const TEXT_RECORD = /^\S+Z\t(\S+)\t(TRACE|DEBUG|INFO|WARN|ERROR|FATAL)\t(.*)$/s
const TIMED_OUT = /^\S+Z (\S+) (Task timed out after .*)$/

/**
 * Reads what a function or Lambda itself wrote to its log, in either log format, by Powertools' logger or as plain text; null for what says
 * only that all is well, and for metrics that come with no message. https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
 */
export function readEntry(message: string): Entry | null {
  const record = parseText(message)
  if (!record) return ofText(message.trimEnd())
  if ('_aws' in record) return typeof record.message === 'string' ? ofApplication(withoutMetrics(record)) : null
  return String(record.type).startsWith('platform.') ? ofPlatform(record) : ofApplication(record)
}

/** What the line says besides its metrics. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
function withoutMetrics({ _aws, ...record }: Json): Json {
  const metrics = listIn(_aws, 'CloudWatchMetrics').flatMap((directive) => listIn(directive, 'Metrics'))
  const names = new Set(metrics.map((metric) => (metric as Json | null)?.Name))
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.has(name)))
}

/** A list that a function's line should have; whatever else it has there counts as none. */
function listIn(value: unknown, name: string): unknown[] {
  const list = (value as Json | null | undefined)?.[name]
  return Array.isArray(list) ? list : []
}

function ofText(message: string): Entry | null {
  const [, timedOutId, timedOut] = TIMED_OUT.exec(message) ?? []
  if (timedOut) return { level: 'ERROR', text: timedOut, more: [], fields: { requestId: timedOutId } }
  if (/^REPORT .*\tStatus: /.test(message))
    return { level: 'WARN', text: message.replaceAll('\t', ' '), more: [], fields: {} }
  if (/^(INIT_START|START|END|REPORT) /.test(message)) return null
  const [, requestId, level = 'INFO', text = message] = TEXT_RECORD.exec(message) ?? []
  const fields = requestId === undefined || requestId === 'undefined' ? {} : { requestId }
  // The runtime writes what a handler threw as `Invoke Error \t{ … }`.
  const [, what, thrown] = /^([\w ]+) \t(\{.*\})$/s.exec(text) ?? []
  const failure = failureOf(thrown === undefined ? undefined : parseText(thrown))
  if (what && failure) return { level, text: `${what}: ${failure.text}`, more: failure.stack, fields }
  const [first = '', ...more] = text.split('\n')
  return { level, text: first, more, fields }
}

function ofPlatform({ type, record }: Json): Entry | null {
  const { requestId, status, errorType } = (record ?? {}) as Json
  // An error that a handler threw has been logged by the runtime; these end it before it can say anything.
  const silent = status === 'timeout' || /^(Runtime|Sandbox|Function)\./.test(String(errorType ?? ''))
  if (type !== 'platform.report' || !silent) return null
  return {
    level: 'ERROR',
    text: `Lambda ended the invocation: ${errorType ?? status}`,
    more: [],
    fields: { requestId },
  }
}

function ofApplication(record: Json): Entry {
  const { level = 'INFO', message, error } = record
  const failures = [error, record, message].map((one) => failureOf(one as Json)).filter((one) => one !== null)
  const [failure] = failures
  const said = typeof message === 'string' ? message : failure ? '' : JSON.stringify(message)
  const [first = '', ...more] = (said ?? '').split('\n')
  const fields = Object.fromEntries(
    Object.entries(record).filter(([name]) => !LEFT_OUT.test(name) && !(failure && OF_FAILURE.has(name))),
  )
  if (!failure) return { level: String(level), text: first, more, fields }
  const text = [first, first.includes(failure.text) ? '' : failure.text].filter(Boolean).join(': ')
  return { level: String(level), text, more: [...more, ...failure.stack], fields }
}

/** Frames of Node and of Lambda's runtime, here and on AWS, which are the same in every stack. */
const OF_RUNTIME = /\((node:|file:\S*\/(var\/runtime|lambda\/runtime\/[0-9a-f]+)\/)/

const OF_FAILURE = new Set(['error', 'errorType', 'errorMessage', 'stackTrace', 'stack'])

/** An error as Lambda's runtime and Powertools write it. */
function failureOf(value: Json | undefined): { text: string; stack: string[] } | null {
  if (typeof value !== 'object' || value === null) return null
  const name = value.errorType ?? (value.stack && value.name)
  if (typeof name !== 'string') return null
  const text = `${name}: ${value.errorMessage ?? value.message ?? ''}`
  const written = value.stackTrace ?? value.stack ?? value.trace ?? []
  const lines = Array.isArray(written) ? written.map(String) : String(written).split('\n')
  const frames = lines.filter((line) => /^\s*(->\s*)?at /.test(line)).map((line) => `  ${line.trim()}`)
  const own = frames.filter((frame) => !OF_RUNTIME.test(frame))
  const stack = own.length > 0 ? own : frames
  const cause = failureOf(value.cause as Json)
  return { text, stack: cause ? [...stack, `caused by ${cause.text}`, ...cause.stack] : stack }
}

function parseText(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined
  } catch {
    return undefined
  }
}
