import type { TenantUsageView, UsageView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import type { UsageInterval } from '@tenantry/contracts/usage.ts'
import { percentilesOf } from '@tenantry/metering/latency.ts'
import { addSums, noSums } from '@tenantry/metering/sums.ts'
import { sumsOf } from '@tenantry/metering/usage-row.ts'
import { LENGTHS } from './span.ts'
import type { TimedRow } from './usage-reader.ts'

export const moment = (time: number): string => new Date(time).toISOString()

/** A row as the API shows it. */
export function usageView(row: TimedRow, by: UsageInterval): UsageView {
  const { from, service, operation, latency } = row
  const to = moment(from + LENGTHS[by])
  return { from: moment(from), to, service, operation, ...sumsOf(row), ...percentilesOf([latency]) }
}

export const tenantUsageView = (row: TimedRow & { tenantId: string | null }, by: UsageInterval): TenantUsageView => ({
  tenantId: row.tenantId,
  ...usageView(row, by),
})

/** Work of the platform for a request that counts already, or that nobody waits for. */
const BESIDE = new Set(['authorizer', 'workflows'])
export const isServed = ({ service }: { service: string }): boolean => !BESIDE.has(service)

/** How a tenant was served, over all operations. */
export function servedIn(rows: readonly TimedRow[], from: number, to: number) {
  const total = noSums()
  for (const row of rows) addSums(total, row)
  const { requests, errors, serverErrors, throttles } = total
  const latencies = percentilesOf(rows.map(({ latency }) => latency))
  return { from: moment(from), to: moment(to), requests, errors, serverErrors, throttles, ...latencies }
}
