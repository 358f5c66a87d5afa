import * as z from 'zod/mini'
import { TenantId } from '../ids.ts'
import { pageOf } from '../openapi.ts'
import { USAGE_INTERVALS } from '../usage.ts'
import { ALARM_SCHEMAS } from './alarm-schemas.ts'
import { STORY_SCHEMAS } from './story-schemas.ts'
import {
  HEALTH_WINDOWS,
  HealthView,
  IncidentsView,
  RequestView,
  ServingView,
  TenantUsageView,
  UsageView,
} from './usage-schemas.ts'

/** Rows of a page, unless `limit` says otherwise, and at most. */
export const USAGE_LIMIT = 1_000

/** What usage is written in besides JSON: a table, and events that a billing system takes in. */
export const USAGE_FORMATS = { csv: 'text/csv', cloudevents: 'application/cloudevents-batch+json' } as const
export type UsageFormat = keyof typeof USAGE_FORMATS

const Moment = z.iso.datetime({ offset: true })
const page = {
  limit: z.optional(z.int().check(z.minimum(1), z.maximum(USAGE_LIMIT))),
  cursor: z.optional(z.string()),
}
/** From inclusive, to exclusive. */
const span = { from: z.optional(Moment), to: z.optional(Moment) }

export const UsageQuery = z.object({
  ...span,
  by: z.optional(z.enum(USAGE_INTERVALS)),
  /** Another format than JSON, which `Accept` may name as well: its next cursor is in the header `X-Next-Cursor`. */
  format: z.optional(z.enum(Object.keys(USAGE_FORMATS) as UsageFormat[])),
})
export const RequestsQuery = z.object({ ...span, why: z.optional(RequestView.shape.why) })
export const HealthQuery = z.object({ window: z.optional(z.enum(HEALTH_WINDOWS)) })
export const IncidentsQuery = z.object(span)

const onTenant = { params: z.object({ id: TenantId }) }
const formats = Object.values(USAGE_FORMATS)

export const USAGE_SCHEMAS = {
  ...STORY_SCHEMAS,
  ...ALARM_SCHEMAS,
  listTenantUsage: {
    ...onTenant,
    summary:
      'What a tenant used, by service and operation: a minute after another of a day at most, hours of 31 days, or days of 400.',
    query: z.extend(UsageQuery, page),
    response: pageOf(UsageView),
    formats,
  },
  listUsage: {
    summary: 'What all tenants used, by service and operation; the platform’s own use has no tenant.',
    query: z.extend(UsageQuery, page),
    response: pageOf(TenantUsageView),
    formats,
  },
  getHealth: { ...onTenant, summary: 'How a tenant was served lately.', query: HealthQuery, response: HealthView },
  listBadRequests: {
    ...onTenant,
    summary: 'Requests of a tenant that failed, were throttled or were slow, newest first: the worst 50 of each hour.',
    query: z.extend(RequestsQuery, page),
    response: pageOf(RequestView),
  },
  getServing: { summary: 'How tiers and tenants were served in the last quarter of an hour.', response: ServingView },
  getIncidents: {
    summary: 'Which tenants were hurt in an interval of six hours at most, by what, and who may have caused it.',
    query: IncidentsQuery,
    response: IncidentsView,
  },
} as const
