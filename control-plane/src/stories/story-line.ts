import type { StoryView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import { accessLogsOf, functionOfStream } from '@tenantry/contracts/log-groups.ts'
import * as z from 'zod/mini'
import type { FoundLine } from './find-lines.ts'

type StoryLine = StoryView['lines'][number]

/** What lines lead to other lines by, and whose they are. `-` is how an access log says that there is none. */
export interface LineIds {
  requestId: string | null
  correlationId: string | null
  functionRequestIds: string[]
  /** Of the authorizer, which is not told the request's own id. */
  authorizerRequestId: string | null
  tenantId: string | null
}

const Id = z.optional(z.nullable(z.string()))
const Ids = z.object({
  requestId: Id,
  correlationId: Id,
  functionRequestId: Id,
  authorizerRequestId: Id,
  tenantId: Id,
})

/** A line of a logger of ours, which has redacted it. What else is in the log may hold anything, and is not shown. */
const OwnLine = z.object({ level: z.string(), message: z.string(), service: z.string() })
/** Lambda's own account of an invocation: numbers, and how it ended. */
const Report = z.object({
  type: z.literal('platform.report'),
  record: z.object({
    status: z.string(),
    metrics: z.object({
      durationMs: z.optional(z.number()),
      billedDurationMs: z.optional(z.number()),
      initDurationMs: z.optional(z.number()),
      maxMemoryUsedMB: z.optional(z.number()),
    }),
  }),
})
const AccessLine = z.object({ method: z.string(), route: z.string(), status: z.string() })

/** Of every line, or of none to read by a person. */
const LEFT_OUT = new Set([
  'level',
  'message',
  'timestamp',
  'time',
  'at',
  'service',
  'sampling_rate',
  'xray_trace_id',
  'requestId',
  'correlationId',
  'functionRequestId',
  'authorizerRequestId',
  'tenantId',
  'tier',
  'usage',
  'usageId',
  '_aws',
])

export function idsOf({ text }: FoundLine): LineIds {
  const { requestId, correlationId, functionRequestId, authorizerRequestId, tenantId } =
    z.safeParse(Ids, json(text)).data ?? {}
  return {
    requestId: known(requestId),
    correlationId: known(correlationId),
    functionRequestIds: [functionRequestId, authorizerRequestId].flatMap((id) => known(id) ?? []),
    authorizerRequestId: known(authorizerRequestId),
    tenantId: known(tenantId),
  }
}

/** A line as it is shown; null for what is not ours to show. */
export function storyLine(line: FoundLine): StoryLine | null {
  const value = json(line.text)
  const time = new Date(line.at).toISOString()
  const stack = line.group.slice(0, line.group.lastIndexOf('/'))
  if (line.group === accessLogsOf(stack)) {
    const access = z.safeParse(AccessLine, value).data
    if (!access) return null
    const { method, route, status } = access
    return {
      time,
      function: 'gateway',
      level: levelOf(Number(status)),
      message: `${status} ${method} ${route}`,
      fields: fieldsOf(value),
    }
  }
  const fn = folderOf(stack, functionOfStream(line.stream) ?? line.stream)
  const report = z.safeParse(Report, value).data
  if (report) {
    const { status, metrics } = report.record
    const level = status === 'success' ? 'INFO' : 'ERROR'
    return { time, function: fn, level, message: `report: ${status}`, fields: metrics }
  }
  const own = z.safeParse(OwnLine, value).data
  return own ? { time, function: fn, level: own.level, message: own.message, fields: fieldsOf(value) } : null
}

/** An id that no search can hold leads nowhere. */
const known = (id: string | null | undefined): string | null =>
  id === undefined || id === null || id === '-' || id === '' || /["\\]/.test(id) ? null : id

const levelOf = (status: number): string => (status >= 500 ? 'ERROR' : status >= 400 ? 'WARN' : 'INFO')

const fieldsOf = (value: unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(Object(value)).filter(([name, field]) => !LEFT_OUT.has(name) && field !== '-'))

/** The folder of a function that is named after its stack and its construct, or by itself. */
export const folderOf = (stack: string, functionName: string): string =>
  (functionName.startsWith(`${stack}-`) ? functionName.slice(stack.length + 1) : functionName.replace(/^tenantry-/, ''))
    .replace(/(?!^)(?=[A-Z])/g, '-')
    .toLowerCase()

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
