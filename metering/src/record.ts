import { UsageLine } from '@tenantry/contracts/usage.ts'
import * as z from 'zod/mini'

/** A line of a usage file, as far as it counts. Times are milliseconds since the epoch. */
export type UsageRecord =
  | ({ type: 'usage' } & Omit<UsageLine, 'time'> & { time: number })
  | ({ type: 'access' } & Access)
  | ({ type: 'report' } & Report)

/** What the gateway says of a request. */
export interface Access {
  time: number
  requestId: string
  /** Of the function that answered; null where none did. */
  functionRequestId: string | null
  tenantId: string | null
  tier: string | null
  method: string
  route: string
  status: number
  latencyMs: number
  bytesOut: number
  /** Of its line, as CloudWatch Logs bills it. */
  logBytes: number
}

/** What Lambda says of an invocation. */
export interface Report {
  time: number
  functionRequestId: string
  billedMs: number
  memoryMb: number
  /** Whether the function ended by itself: then it has logged what it did. */
  isSuccess: boolean
  /** Of its line and of the one that said that the invocation started, as CloudWatch Logs bills them. */
  logBytes: number
}

/** Besides its text, for each line. https://aws.amazon.com/cloudwatch/pricing/ */
const BYTES_OF_A_LINE = 26
/** Of a line. */
export const billedBytes = (line: string): number => Buffer.byteLength(line) + BYTES_OF_A_LINE

/** Characters of a function's name. */
const USUAL_NAME = 30
/**
 * `platform.start` is not delivered, for it says nothing but this: its length is that of such a line, with a function's name of usual length.
 * https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html#platform-start
 */
export const START_LINE_BYTES = billedBytes(
  JSON.stringify({
    time: new Date(0).toISOString(),
    type: 'platform.start',
    record: {
      requestId: '00000000-0000-0000-0000-000000000000',
      functionArn: `arn:aws:lambda:us-east-1:000000000000:function:${'f'.repeat(USUAL_NAME)}`,
      version: '$LATEST',
    },
  }),
)

/** https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html#platform-report */
const ReportLine = z.object({
  type: z.literal('platform.report'),
  time: z.iso.datetime(),
  record: z.object({
    requestId: z.string(),
    status: z.optional(z.string()),
    metrics: z.object({ billedDurationMs: z.number(), memorySizeMB: z.number() }),
  }),
})

/** `-` is how API Gateway writes nothing. */
const Text = z.pipe(
  z.optional(z.string()),
  z.transform((text) => (text === undefined || text === '' || text === '-' ? null : text)),
)
const Numeral = z.pipe(
  z.optional(z.union([z.string(), z.number()])),
  z.transform((text) => (text === undefined || !Number.isFinite(Number(text)) ? 0 : Number(text))),
)
const AccessLine = z.object({
  requestId: z.string(),
  functionRequestId: Text,
  tenantId: Text,
  tier: Text,
  method: z.string(),
  route: Text,
  status: Numeral,
  latencyMs: Numeral,
  responseLength: Numeral,
  /** Milliseconds since the epoch; lines of older releases have the time alone. */
  at: Numeral,
  time: Text,
})

/** The record that a line is, from its text and what that says as JSON; null for a line of anything else. */
export function readRecord(text: string, line: unknown): UsageRecord | null {
  if (typeof line !== 'object' || line === null) return null
  if ('usage' in line) {
    const { data } = z.safeParse(UsageLine, line)
    return data ? { type: 'usage', ...data, time: Date.parse(data.time) } : null
  }
  if ('type' in line) {
    const { data } = z.safeParse(ReportLine, line)
    if (!data) return null
    const { requestId: functionRequestId, status, metrics } = data.record
    const { billedDurationMs: billedMs, memorySizeMB: memoryMb } = metrics
    const isSuccess = status === 'success'
    const logBytes = billedBytes(text) + START_LINE_BYTES
    return { type: 'report', time: Date.parse(data.time), functionRequestId, billedMs, memoryMb, isSuccess, logBytes }
  }
  return 'method' in line ? readAccess(text, line) : null
}

function readAccess(text: string, line: object): UsageRecord | null {
  const { data } = z.safeParse(AccessLine, line)
  if (!data) return null
  const { at, time, responseLength, route, ...access } = data
  const moment = at || requestTime(time ?? '')
  if (!Number.isFinite(moment)) return null
  const logBytes = billedBytes(text)
  return { type: 'access', ...access, route: route ?? '', bytesOut: responseLength, logBytes, time: moment }
}

/** `09/Apr/2026:12:34:56 +0000`, as `$context.requestTime` is written. */
const requestTime = (text: string): number => Date.parse(text.replace(/^(\d+)\/(\w+)\/(\d+):/, '$1 $2 $3 '))
