import * as z from 'zod/mini'

// What the toolkit says of work that it did for a tenant, and what metering makes of it.

/** What was worked on: a request of an API, a message of a queue, a job of a schedule, a step of a workflow or what one function asks of another. */
export const USAGE_KINDS = ['request', 'message', 'job', 'step'] as const
export type UsageKind = (typeof USAGE_KINDS)[number]

const Amount = z.number().check(z.nonnegative())
const Count = z.int().check(z.nonnegative())

/**
 * One line of a function's log for each piece of work, written by the toolkit at its end. Its field `usage` marks it: the subscription
 * filter of the log group takes it by that. It has no name and no address of a person.
 */
export const UsageLine = z.object({
  usage: z.enum(USAGE_KINDS),
  /** Of this piece of work: the gateway's request id, consumer and event or the message's id, workflow, run and step. A second try has the same. */
  usageId: z.string().check(z.minLength(1)),
  /** When it ended. */
  time: z.iso.datetime(),
  /** Null: the platform's own work. */
  tenantId: z.nullable(z.string()),
  tier: z.nullable(z.string()),
  /** A descriptor's name, `users`, `authorizer`, `workflows`, or the platform's function. */
  service: z.string(),
  operation: z.string(),
  /** As HTTP has it, for messages, jobs and steps, too: 200 or 500. */
  status: z.int(),
  durationMs: Amount,
  /** Capacity units of DynamoDB, indexes and transactions included. */
  readUnits: Amount,
  writeUnits: Amount,
  bytesIn: Count,
  bytesOut: Count,
  /** Bytes of the lines that this work has logged, as CloudWatch Logs bills them: UTF-8, and 26 for each line. */
  logBytes: Count,
  /** Of the invocation, by which its `platform.report` is found. One invocation may work on several messages. */
  functionRequestId: z.string(),
  /** How many messages the invocation was given, where those were several: each has a line, so a line that is lost is missed. */
  batch: z.optional(z.int().check(z.gte(2))),
  /** Of the trace that the invocation belongs to, where X-Ray records it. */
  traceId: z.optional(z.string()),
  /** The request, event or schedule that everything began with. */
  correlationId: z.string(),
})
export type UsageLine = z.infer<typeof UsageLine>

/** What is counted for a tenant, service and operation in an interval. */
export const UsageSums = z.object({
  /** All, those too that the gateway refused. */
  requests: Count,
  /** 4xx and 5xx without 429. */
  errors: Count,
  /** Those of the errors that are 5xx. */
  serverErrors: Count,
  /** 429. */
  throttles: Count,
  readUnits: Amount,
  writeUnits: Amount,
  billedMs: Amount,
  /** Billed milliseconds × megabytes of the function's memory. */
  mbMs: Amount,
  bytesIn: Count,
  bytesOut: Count,
  /** Of its own lines, of the gateway's about it, and its part of what Lambda says of the invocation. */
  logBytes: Count,
})
export type UsageSums = z.infer<typeof UsageSums>

/** The intervals that usage is shown by, in UTC. */
export const USAGE_INTERVALS = ['minute', 'hour', 'day'] as const
export type UsageInterval = (typeof USAGE_INTERVALS)[number]

/** What bills are shared by and usage records tell of, under the names that attribution has for it. */
export const DRIVER_METRICS = [
  'ddbReadUnits',
  'ddbWriteUnits',
  'lambdaMbMs',
  'lambdaInvocations',
  'apiRequests',
  'logBytes',
  'xrayTraces',
] as const
export type DriverMetric = (typeof DRIVER_METRICS)[number]
