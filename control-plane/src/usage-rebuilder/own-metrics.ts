import { OWN_METRICS } from '@tenantry/contracts/tiers.ts'
import { DAY } from '@tenantry/metering/hours.ts'
import { addedLatencies } from '@tenantry/metering/latency.ts'
import type { TenantMetrics, WriteTenantMetrics } from '@tenantry/toolkit/metrics.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { TierCatalogue } from '../tenants/tier-catalogue.ts'
import { isServed } from '../usage/usage-view.ts'
import type { HourObjects } from '../usage-records/hour-objects.ts'
import { rowsIn } from '../usage-records/published-rows.ts'
import type { TenantRow } from '../usage-records/usage-items.ts'

export interface MetricServices {
  tiers: Pick<TierCatalogue, 'all'>
  objects: Pick<HourObjects, 'get'>
  writeMetrics: WriteTenantMetrics
  system: Pick<System, 'now'>
}

/** CloudWatch takes no older data. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
const OLDEST = 14 * DAY

/**
 * Metrics of their own for tenants whose tier has them. CloudWatch only adds, so what is written of an hour is what its minutes have more than in the
 * computation before. It is written once that computation is published: a crash in between loses it, and nothing is counted twice. Who needs
 * the truth reads usage.
 */
export async function ownMetrics(
  { tiers, objects, writeMetrics, system }: MetricServices,
  { hour, published, minutes }: { hour: number; published: number | null; minutes: readonly TenantRow[] },
): Promise<() => void> {
  const measured = new Set((await tiers.all()).flatMap((tier) => (isMeasured(tier) ? tier.name : [])))
  const isOwn = (row: TenantRow) => row.tier !== null && measured.has(row.tier) && isServed(row)
  const after = hour < system.now() - OLDEST ? [] : minutes.filter(isOwn)
  if (after.length === 0) return () => {}
  const text = published === null ? null : await objects.get(hour, published, 'minutes')
  const added = addedMetrics(text === null ? [] : rowsIn(text).filter(isServed), after)
  return () => added.forEach(writeMetrics)
}

const isMeasured = ({ entitlements }: { entitlements: readonly string[] }): boolean =>
  entitlements.includes(OWN_METRICS)

function addedMetrics(before: readonly TenantRow[], after: readonly TenantRow[]): TenantMetrics[] {
  const minuteOf = ({ tenantId, from }: TenantRow) => `${tenantId} ${from}`
  const known = Map.groupBy(before, minuteOf)
  return [...Map.groupBy(after, minuteOf)].flatMap(([minute, rows]) => {
    const [{ tenantId, from: at }, old] = [rows[0] as TenantRow, known.get(minute) ?? []]
    if (tenantId === null) return []
    const added = (name: 'requests' | 'serverErrors' | 'throttles') => Math.max(0, sum(rows, name) - sum(old, name))
    const latencies = addedLatencies(old.map(latencyOf), rows.map(latencyOf))
    const metrics = { requests: added('requests'), errors: added('serverErrors'), throttles: added('throttles') }
    return metrics.requests === 0 ? [] : [{ tenantId, at, ...metrics, latencies }]
  })
}

const latencyOf = ({ latency }: TenantRow) => latency
const sum = (rows: readonly TenantRow[], name: 'requests' | 'serverErrors' | 'throttles'): number =>
  rows.reduce((total, row) => total + row[name], 0)
