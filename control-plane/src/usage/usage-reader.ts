import type { UsageInterval } from '@tenantry/contracts/usage.ts'
import { DAY, HOUR, hourOf } from '@tenantry/metering/hours.ts'
import { mergeRows, type UsageRow } from '@tenantry/metering/usage-row.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { publishedHours } from '../usage-records/hour-state.ts'
import { type PublishedServices, publishedRows } from '../usage-records/published-rows.ts'
import { queryItems } from '../usage-records/query-items.ts'
import {
  inOrder,
  RequestsItem,
  requestsKey,
  type TenantRow,
  timeOfKey,
  UsageItem,
  usageKey,
  usagePartition,
} from '../usage-records/usage-items.ts'
import { LENGTHS, type Span, stepsOf } from './span.ts'

/** A row with the begin of its interval. */
export type TimedRow = UsageRow & { from: number }

/** What a tenant used in the intervals that begin in a span, in the order of time, service and operation. */
export async function tenantRows(
  usage: Pick<Table, 'query'>,
  tenantId: string | null,
  by: UsageInterval,
  span: Span,
): Promise<TimedRow[]> {
  const items = await itemsOf(usage, tenantId, span, (time) => usageKey(by, time), LENGTHS[by])
  return items.flatMap((item) => {
    const { sk, rows } = z.parse(UsageItem, item)
    return rows.map((row) => ({ ...row, from: timeOfKey(sk) }))
  })
}

/** Requests of a tenant that failed or were slow, newest first. */
export async function badRequests(usage: Pick<Table, 'query'>, tenantId: string, { from, to }: Span) {
  const hours = { from: Math.floor(from / HOUR) * HOUR, to }
  const items = await itemsOf(usage, tenantId, hours, requestsKey, HOUR)
  return items
    .flatMap((item) => z.parse(RequestsItem, item).requests)
    .filter(({ time }) => Date.parse(time) >= from && Date.parse(time) < to)
    .sort((one, other) => (`${one.time} ${one.requestId}` < `${other.time} ${other.requestId}` ? 1 : -1))
}

async function itemsOf(
  usage: Pick<Table, 'query'>,
  tenantId: string | null,
  span: Span,
  keyOf: (time: number) => string,
  length: number,
) {
  const steps = [...stepsOf(span, length)]
  const [first, last] = [steps[0], steps.at(-1)]
  if (first === undefined || last === undefined) return []
  const pk = usagePartition(tenantId)
  return queryItems(usage, { pk, first: keyOf(first), last: keyOf(last), consistent: false })
}

/** Reads of all tenants: which hours there are, and their objects. */
export interface AllServices extends PublishedServices {
  usage: Pick<Table, 'get' | 'query'>
}

/** What all tenants used, an interval after the other: whoever has enough reads no further. */
export async function* allRows(services: AllServices, by: UsageInterval, span: Span): AsyncGenerator<TenantRow[]> {
  switch (by) {
    case 'minute':
      for (const hour of await publishedHours(services.usage, { from: hourOf(span.from), to: span.to })) {
        const rows = await publishedRows(services, hour, 'minutes')
        yield rows.filter(({ from }) => from >= span.from && from < span.to)
      }
      break
    case 'hour':
      for (const hour of await publishedHours(services.usage, span)) yield publishedRows(services, hour, 'hours')
      break
    case 'day':
      for (const [day, hours] of await publishedDays(services, span)) yield dayRows(services, day, hours)
      break
    default:
      throw by satisfies never
  }
}

/** The days that begin in a span, each with those of its hours in which anything happened. */
async function publishedDays({ usage }: AllServices, { from, to }: Span): Promise<Map<number, number[]>> {
  const dayOf = (time: number) => Math.floor(time / DAY) * DAY
  const [first, end] = [dayOf(from + DAY - 1), dayOf(to + DAY - 1)]
  return Map.groupBy(await publishedHours(usage, { from: first, to: end }), dayOf)
}

async function dayRows(services: PublishedServices, day: number, hours: readonly number[]): Promise<TenantRow[]> {
  const rows = (await Promise.all(hours.map((hour) => publishedRows(services, hour, 'hours')))).flat()
  return [...Map.groupBy(rows, ({ tenantId }) => tenantId)]
    .flatMap(([tenantId, own]) => {
      const tier = own.findLast((row) => row.tier !== null)?.tier ?? null
      return mergeRows(own.map(({ tenantId: _, tier: __, from: ___, ...row }) => row)).map((row) => ({
        ...row,
        tenantId,
        tier,
        from: day,
      }))
    })
    .sort(inOrder)
}
