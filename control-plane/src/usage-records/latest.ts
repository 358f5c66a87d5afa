import { MINUTE } from '@tenantry/metering/hours.ts'
import { exceeds } from '@tenantry/metering/latency.ts'
import { mergeRows } from '@tenantry/metering/usage-row.ts'
import * as z from 'zod/mini'
import { SLOW_MS } from '../usage/needs-attention.ts'
import { isServed } from '../usage/usage-view.ts'
import { type PublishedServices, publishedText } from './published-rows.ts'
import { TenantRow } from './usage-items.ts'

/**
 * How tiers and the tenants that stand out were served in the latest minutes of an hour: what the overview of operators shows, who ask every few seconds. It is
 * as small for 100,000 tenants as for a hundred.
 */
const Latest = z.object({
  /** A row for each minute and tier. */
  tiers: z.array(TenantRow),
  /** A row for each minute of the tenants that stand out. */
  tenants: z.array(TenantRow),
})
export type Latest = z.infer<typeof Latest>

/** Longer than what is asked for, as usage is a few minutes late. */
const KEPT = 20 * MINUTE
/** Tenants that are kept, for each reason to stand out. */
const MOST = 100
/** All that serves a tenant, as one. */
const ALL = { service: 'all', operation: 'all' }

/** Of the minutes of an hour. */
export function latestOf(minutes: readonly TenantRow[]): Latest {
  const served = minutes.filter((row) => row.tenantId !== null && isServed(row))
  const end = served.reduce((latest, { from }) => Math.max(latest, from), 0)
  const rows = served.filter(({ from }) => from > end - KEPT)
  const named = standingOut(rows)
  return {
    tiers: merged(rows, ({ tier }) => tier ?? '').map((row) => ({ ...row, tenantId: null })),
    tenants: merged(
      rows.filter(({ tenantId }) => named.has(tenantId)),
      ({ tenantId }) => tenantId ?? '',
    ),
  }
}

/** A row for each minute and owner. */
function merged(rows: readonly TenantRow[], ownerOf: (row: TenantRow) => string): TenantRow[] {
  return [...Map.groupBy(rows, (row) => `${row.from} ${ownerOf(row)}`).values()].flatMap((own) => {
    const [first] = own as [TenantRow, ...TenantRow[]]
    const { from, tenantId, tier } = first
    return mergeRows(own.map((row) => ({ ...row, ...ALL }))).map((row) => ({ ...row, from, tenantId, tier }))
  })
}

/** The tenants that fail, are throttled or slow the most, and those with the most requests. */
function standingOut(rows: readonly TenantRow[]): Set<string | null> {
  const totals = [...Map.groupBy(rows, ({ tenantId }) => tenantId)].map(([tenantId, own]) => ({
    tenantId,
    requests: sum(own, 'requests'),
    failing: sum(own, 'serverErrors') / Math.max(1, sum(own, 'requests')),
    throttled: sum(own, 'throttles') / Math.max(1, sum(own, 'requests')),
    slow: own.reduce((count, { latency }) => count + exceeds(latency, SLOW_MS), 0) / Math.max(1, sum(own, 'requests')),
  }))
  const worst = (reason: 'requests' | 'failing' | 'throttled' | 'slow') =>
    totals
      .filter((one) => one[reason] > 0)
      .sort((one, other) => other[reason] - one[reason] || other.requests - one.requests)
      .slice(0, MOST)
      .map(({ tenantId }) => tenantId)
  return new Set((['requests', 'failing', 'throttled', 'slow'] as const).flatMap(worst))
}

const sum = (rows: readonly TenantRow[], name: 'requests' | 'serverErrors' | 'throttles'): number =>
  rows.reduce((total, row) => total + row[name], 0)

/** The latest minutes of an hour as they were published; nothing of an hour in which nothing happened. */
export async function publishedLatest(services: PublishedServices, hour: number): Promise<Latest> {
  const text = await publishedText(services, hour, 'latest')
  return text === null ? { tiers: [], tenants: [] } : z.parse(Latest, JSON.parse(text))
}
