import type { BillLine } from '@tenantry/attribution/bill/bill-line.ts'
import { add, atScale, type Decimal, times, ZERO } from '@tenantry/attribution/decimal.ts'
import type { Metric } from '@tenantry/attribution/metrics.ts'
import type { Usage } from '@tenantry/attribution/usage/usage.ts'
import { usedOf } from '@tenantry/attribution/usage/used-of.ts'
import { pooledIntervals } from './pooled-intervals.ts'

/** Metered may be above billed by one in so many: a unit of work ends in another hour than the one in which AWS bills a part of it. */
const TOLERANCE = 100n

/** Drivers of which more was metered than billed: tenants share the whole cost then, and something is counted twice. */
export function driversAboveBilled(lines: BillLine[], usage: Usage): Metric[] {
  const sums = new Map<Metric, { billed: Decimal; metered: Decimal }>()
  for (const interval of pooledIntervals(lines)) {
    // A line without a quantity only says who shares it.
    if (interval.billed.digits <= 0n) continue
    const { billed, metered } = sums.get(interval.driver) ?? { billed: ZERO, metered: ZERO }
    const { total } = usedOf(usage, interval.driver, interval)
    sums.set(interval.driver, { billed: add(billed, interval.billed), metered: add(metered, total) })
  }
  return [...sums].flatMap(([driver, { billed, metered }]) => {
    const [most, found] = [times(billed, TOLERANCE + 1n), times(metered, TOLERANCE)]
    const scale = Math.max(most.scale, found.scale)
    return atScale(found, scale) > atScale(most, scale) ? [driver] : []
  })
}
