import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import type { Iam, LogWriter } from '../../core/faces.ts'
import { loggedBytes } from '../../core/logged-bytes.ts'
import type { RoleSession } from '../../core/principal.ts'
import type { FunctionRecord } from '../function-record.ts'
import { LIMITS } from '../limits.ts'

export interface EnvironmentLog {
  stream: string
  /** One log event. */
  record(message: string): void
  /** Raw output: a log event for each line. */
  output(text: string): void
  /** Ends a line that has no line feed. */
  flush(): void
  /** The end of what was logged since the last call. */
  takeTail(): string
  /** Bytes that were logged since the last call. */
  takeBytes(): number
  /** Settles once all is stored. */
  stored(): Promise<void>
}

/**
 * The log stream of one execution environment, `YYYY/MM/DD/[$LATEST]<32 hex>`. In a group that is not the function's own, which it may share
 * with others, the function's name stands before the version.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html
 */
export function environmentLog(
  { context, iam, logs }: { context: CloudContext; iam: Iam; logs: LogWriter },
  fn: FunctionRecord,
  session: RoleSession,
): EnvironmentLog {
  const { clock, ids, region, accountId } = context
  const day = new Date(clock.now()).toISOString().slice(0, 10).replaceAll('-', '/')
  const owner = fn.logGroup === `/aws/lambda/${fn.name}` ? '' : fn.name
  const stream = `${day}/${owner}[$LATEST]${ids.bytes(16).toString('hex')}`
  const group = `arn:aws:logs:${region}:${accountId}:log-group:${fn.logGroup}`
  let tail = ''
  let line = ''
  let bytes = 0
  let stored = Promise.resolve()

  /** A role without these rights leaves no logs on AWS either; there nothing says so. */
  const mayWrite = (): boolean => {
    try {
      iam.authorize(session, [
        { action: 'logs:CreateLogStream', resource: `${group}:log-stream:` },
        { action: 'logs:PutLogEvents', resource: `${group}:log-stream:${stream}` },
      ])
      return true
    } catch (error) {
      if (!(error instanceof AwsError)) throw error
      context.log(`${fn.name} leaves no logs: ${error.message}`)
      return false
    }
  }
  const allowed = mayWrite()

  const record = (message: string): void => {
    if (allowed) {
      stored = logs.put(fn.logGroup, stream, [{ timestamp: clock.now(), message }])
      bytes += loggedBytes(message)
    }
    tail = `${tail}${message}\n`.slice(-LIMITS.logTailBytes)
  }
  const flush = (): void => {
    if (line !== '') record(line)
    line = ''
  }
  return {
    stream,
    record(message) {
      flush()
      record(message)
    },
    output(text) {
      const lines = (line + text).split('\n')
      line = lines.pop() ?? ''
      for (const full of lines) if (full !== '') record(full)
    },
    flush,
    stored: () => stored,
    takeBytes() {
      const taken = bytes
      bytes = 0
      return taken
    },
    takeTail() {
      const taken = tail
      tail = ''
      return taken
    },
  }
}
