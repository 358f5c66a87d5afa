import type { UsageInterval } from '@tenantry/contracts/usage.ts'
import { ListedRequest } from '@tenantry/metering/pick-requests.ts'
import { byOperation, compare, UsageRow } from '@tenantry/metering/usage-row.ts'
import * as z from 'zod/mini'

// The usage table: what each tenant used, and what of an hour was computed from which files.

/** The partition of what belongs to no tenant. */
const PLATFORM = 'platform'
export const usagePartition = (tenantId: string | null): string => tenantId ?? PLATFORM

/** `minute#2026-11-29T10:05`, `hour#2026-11-29T10`, `day#2026-11-29`: in the order of time. */
export const usageKey = (interval: UsageInterval, time: number): string => `${interval}#${timeText(interval, time)}`
export const requestsKey = (hour: number): string => `requests#${timeText('hour', hour)}`

const LENGTHS = { day: 10, hour: 13, minute: 16 } as const
export const timeText = (interval: UsageInterval, time: number): string =>
  new Date(time).toISOString().slice(0, LENGTHS[interval])

/** The begin of the interval that a sort key is about. */
export function timeOfKey(sk: string): number {
  const text = sk.slice(sk.indexOf('#') + 1)
  return Date.parse(`${text}${'T00:00:00.000Z'.slice(text.length - LENGTHS.day)}`)
}

/** Usage of a tenant in an interval. */
export const UsageItem = z.object({
  pk: z.string(),
  sk: z.string(),
  tier: z.nullable(z.string()),
  rows: z.array(UsageRow),
})
export type UsageItem = z.infer<typeof UsageItem>

/** Requests of a tenant's hour that failed or were slow. */
export const RequestsItem = z.object({ pk: z.string(), sk: z.string(), requests: z.array(ListedRequest) })
export type RequestsItem = z.infer<typeof RequestsItem>

/** A row of all tenants' objects: those of an hour in the order of time, service, operation, tenant. */
export const TenantRow = z.object({
  ...UsageRow.shape,
  from: z.number(),
  tenantId: z.nullable(z.string()),
  tier: z.nullable(z.string()),
})
export type TenantRow = z.infer<typeof TenantRow>

type Placed = Pick<TenantRow, 'from' | 'service' | 'operation' | 'tenantId'>
/** The order of rows wherever they stand in a list: by time, service, operation and tenant. */
export const inOrder = (one: Placed, other: Placed): number =>
  one.from - other.from || byOperation(one, other) || compare(one.tenantId ?? '', other.tenantId ?? '')
