import type { FunctionRecord } from '../function-record.ts'

export interface Report {
  requestId: string
  durationMs: number
  /** Only of the first invocation of an environment. */
  initMs: number | null
  memoryBytes: number
  status: 'success' | 'timeout' | 'error'
  errorType: string | null
}

const SYSTEM_LEVELS = ['DEBUG', 'INFO', 'WARN']
const MEGABYTE = 1_048_576
const two = (ms: number): number => Math.round(ms * 100) / 100

/**
 * Lambda's own log lines.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-advanced.html,
 * https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
 */
export function platformLog(fn: FunctionRecord, write: (line: string) => void, now: () => number) {
  const runtimeVersion = `nodejs:${fn.runtime.slice('nodejs'.length, -'.x'.length)}.v1`
  const event = (level: string, type: string, record: object): void => {
    if (SYSTEM_LEVELS.indexOf(level) < SYSTEM_LEVELS.indexOf(fn.systemLogLevel)) return
    write(JSON.stringify({ time: new Date(now()).toISOString(), type: `platform.${type}`, record }))
  }
  const json = {
    initStart() {
      const { name: functionName } = fn
      const phase = { initializationType: 'on-demand', phase: 'init', runtimeVersion, functionName }
      event('INFO', 'initStart', { ...phase, functionVersion: '$LATEST' })
    },
    start(requestId: string) {
      event('INFO', 'start', { requestId, functionArn: fn.arn, version: '$LATEST' })
    },
    report(report: Report) {
      const { requestId, status, errorType } = report
      const record = { requestId, metrics: metrics(report), status, ...(errorType !== null && { errorType }) }
      event(status === 'success' ? 'INFO' : 'WARN', 'report', record)
    },
  }
  const text: typeof json = {
    initStart: () => write(`INIT_START Runtime Version: ${runtimeVersion}`),
    start: (requestId) => write(`START RequestId: ${requestId} Version: $LATEST`),
    report(report) {
      const { requestId, status, errorType } = report
      const { durationMs, billedDurationMs, memorySizeMB, maxMemoryUsedMB, initDurationMs } = metrics(report)
      write(`END RequestId: ${requestId}`)
      write(
        [
          `REPORT RequestId: ${requestId}`,
          `Duration: ${durationMs.toFixed(2)} ms`,
          `Billed Duration: ${billedDurationMs} ms`,
          `Memory Size: ${memorySizeMB} MB`,
          `Max Memory Used: ${maxMemoryUsedMB} MB`,
          ...(initDurationMs === undefined ? [] : [`Init Duration: ${initDurationMs.toFixed(2)} ms`]),
          ...(status === 'success' ? [] : [`Status: ${status}`]),
          ...(errorType === null ? [] : [`Error Type: ${errorType}`]),
        ].join('\t'),
      )
    },
  }
  const metrics = ({ durationMs, initMs, memoryBytes }: Report) => ({
    durationMs: two(durationMs),
    // Initialisation is billed: https://aws.amazon.com/blogs/compute/aws-lambda-standardizes-billing-for-init-phase/
    billedDurationMs: Math.max(1, Math.ceil(durationMs + (initMs ?? 0))),
    memorySizeMB: fn.memoryMb,
    maxMemoryUsedMB: Math.max(1, Math.ceil(memoryBytes / MEGABYTE)),
    ...(initMs !== null && { initDurationMs: two(initMs) }),
  })
  return fn.logFormat === 'JSON' ? json : text
}
