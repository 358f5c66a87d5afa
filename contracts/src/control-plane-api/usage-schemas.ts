import * as z from 'zod/mini'
import { UsageSums } from '../usage.ts'

const Moment = z.iso.datetime()
/** Milliseconds; null where nothing was measured. */
const Latency = z.nullable(z.number())
const Latencies = { p50Ms: Latency, p95Ms: Latency, p99Ms: Latency }

/** The usage of a service's operation in an interval, from inclusive, to exclusive. */
export const UsageView = z
  .object({
    from: Moment,
    to: Moment,
    service: z.string(),
    operation: z.string(),
    ...UsageSums.shape,
    ...Latencies,
  })
  .register(z.globalRegistry, { id: 'Usage' })
export type UsageView = z.infer<typeof UsageView>

/** The same, of whichever tenant; null is the platform's own use. */
export const TenantUsageView = z
  .object({ tenantId: z.nullable(z.string()), ...UsageView.shape })
  .register(z.globalRegistry, { id: 'TenantUsage' })
export type TenantUsageView = z.infer<typeof TenantUsageView>

/** How a tenant was served in an interval. */
const HealthPoint = z.object({
  from: Moment,
  to: Moment,
  requests: z.int(),
  errors: z.int(),
  serverErrors: z.int(),
  throttles: z.int(),
  ...Latencies,
})

export const HEALTH_WINDOWS = ['1h', '24h', '7d'] as const
export type HealthWindow = (typeof HEALTH_WINDOWS)[number]

/** How a tenant was served lately: all of the window, and in its course by minutes (1h), quarters of an hour (24h) or hours (7d). */
export const HealthView = z
  .object({
    window: z.enum(HEALTH_WINDOWS),
    total: HealthPoint,
    /** Without those in which nothing happened. */
    points: z.array(HealthPoint),
    /** Requests of this UTC month, and the quota of them; null while it cannot be told. */
    quota: z.nullable(z.object({ used: z.int(), quota: z.int(), resetsAt: Moment })),
  })
  .register(z.globalRegistry, { id: 'Health' })
export type HealthView = z.infer<typeof HealthView>

/** A request that failed or was slow. */
export const RequestView = z
  .object({
    requestId: z.string(),
    tenantId: z.nullable(z.string()),
    time: Moment,
    service: z.string(),
    operation: z.string(),
    status: z.int(),
    durationMs: z.number(),
    /** Why it is in the list. */
    why: z.enum(['failed', 'throttled', 'slow']),
  })
  .register(z.globalRegistry, { id: 'Request' })
export type RequestView = z.infer<typeof RequestView>

/** A line that was logged on the way of a request, over all hops. */
const StoryLine = z.object({
  time: Moment,
  /** The function, as its folder is called; `gateway` for the access log. */
  function: z.string(),
  level: z.string(),
  message: z.string(),
  /** What else the line says, without the ids that all have. */
  fields: z.record(z.string(), z.unknown()),
})

/** A part of a trace. Times are milliseconds since its begin. */
const StorySegment = z.object({
  id: z.string(),
  parentId: z.nullable(z.string()),
  name: z.string(),
  startMs: z.number(),
  endMs: z.number(),
  /** Whether it failed: an error of the caller, a fault of ours. */
  error: z.boolean(),
  fault: z.boolean(),
})

/** What happened to a request, from the gateway to the last consumer of its events. */
export const StoryView = z
  .object({
    requestId: z.string(),
    tenantId: z.nullable(z.string()),
    lines: z.array(StoryLine),
    /** Whether these are all: a search of logs reads so much and no more. */
    complete: z.boolean(),
    /** Where it was sampled. */
    trace: z.nullable(z.object({ traceId: z.string(), segments: z.array(StorySegment) })),
  })
  .register(z.globalRegistry, { id: 'Story' })
export type StoryView = z.infer<typeof StoryView>

/** A tenant that was hurt in an interval, and by what. */
const HurtTenant = z.object({
  tenantId: z.string(),
  tier: z.nullable(z.string()),
  hurtBy: z.array(z.enum(['errors', 'throttles', 'slowness'])),
  requests: z.int(),
  errors: z.int(),
  serverErrors: z.int(),
  throttles: z.int(),
  p95Ms: Latency,
  /** Of the hours before. */
  usualP95Ms: Latency,
  /** Where, with the most hurt first. */
  operations: z.array(z.object({ service: z.string(), operation: z.string(), errors: z.int(), p95Ms: Latency })),
})

/** A tenant whose use rose in the interval so that others may have been hurt by it. */
const Suspect = z.object({
  tenantId: z.string(),
  tier: z.nullable(z.string()),
  requests: z.int(),
  /** Requests of an interval of this length in the hours before. */
  usualRequests: z.number(),
  /** Of all requests and of all billed time of the interval: 0 to 1. */
  shareOfRequests: z.number(),
  shareOfTime: z.number(),
})

/** Which tenants were hurt in an interval, by what, and who may have caused it. */
export const IncidentsView = z
  .object({ from: Moment, to: Moment, hurt: z.array(HurtTenant), suspects: z.array(Suspect) })
  .register(z.globalRegistry, { id: 'Incidents' })
export type IncidentsView = z.infer<typeof IncidentsView>

/** How tiers and tenants were served in the last quarter of an hour. */
export const ServingView = z
  .object({
    from: Moment,
    to: Moment,
    tiers: z.array(z.object({ tier: z.nullable(z.string()), ...HealthPoint.shape })),
    /** Tenants that need attention, with the one that needs it most first. */
    attention: z.array(
      z.object({
        tenantId: z.string(),
        tier: z.nullable(z.string()),
        why: z.enum(['failing', 'throttled', 'slow', 'near-quota']),
        detail: z.string(),
      }),
    ),
  })
  .register(z.globalRegistry, { id: 'Serving' })
export type ServingView = z.infer<typeof ServingView>

/** An alarm of the deployment. */
export const AlarmView = z
  .object({
    name: z.string(),
    description: z.string(),
    state: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']),
    since: Moment,
    reason: z.string(),
    /** The paragraph of the guide for operations that says what to do. */
    guide: z.string(),
    /** Who has taken it on since it fired. */
    acknowledged: z.nullable(z.object({ by: z.string(), at: Moment, note: z.string() })),
  })
  .register(z.globalRegistry, { id: 'Alarm' })
export type AlarmView = z.infer<typeof AlarmView>
export const AcknowledgeBody = z
  .strictObject({ note: z._default(z.string().check(z.trim(), z.maxLength(500)), '') })
  .register(z.globalRegistry, { id: 'AcknowledgeBody' })
