import { percentilesOf } from '@tenantry/metering/latency.ts'
import { addSums, noSums } from '@tenantry/metering/sums.ts'
import type { TenantRow } from '../usage-records/usage-items.ts'

/** What a tenant did in an interval, over all that serves it. */
export interface TenantTime {
  tenantId: string
  tier: string | null
  rows: TenantRow[]
  requests: number
  errors: number
  serverErrors: number
  throttles: number
  billedMs: number
  p95Ms: number | null
}

/** Of those tenants that did anything. */
export function tenantTimes(rows: readonly TenantRow[]): Map<string, TenantTime> {
  const times = new Map<string, TenantTime>()
  for (const [tenantId, own] of Map.groupBy(rows, (row) => row.tenantId)) {
    if (tenantId !== null) times.set(tenantId, timeOf(tenantId, own))
  }
  return times
}

function timeOf(tenantId: string, rows: TenantRow[]): TenantTime {
  const total = noSums()
  for (const row of rows) addSums(total, row)
  const { requests, errors, serverErrors, throttles, billedMs } = total
  const { p95Ms } = percentilesOf(rows.map(({ latency }) => latency))
  const tier = rows.findLast((row) => row.tier !== null)?.tier ?? null
  return { tenantId, tier, rows, requests, errors, serverErrors, throttles, billedMs, p95Ms }
}
