import type { BillLine } from '@tenantry/attribution/bill/bill-line.ts'
import { add, type Decimal, ZERO } from '@tenantry/attribution/decimal.ts'
import type { Metric } from '@tenantry/attribution/metrics.ts'

/** When lines of the pool are shared by a driver, and how much of it they bill together. */
export interface PooledInterval {
  driver: Metric
  start: number
  end: number
  billed: Decimal
}

/** Each once. What is a silo's alone is divided by nothing. */
export function pooledIntervals(lines: BillLine[]): PooledInterval[] {
  const intervals = new Map<string, PooledInterval>()
  for (const { driver, owner, start, end, quantity = ZERO } of lines) {
    if (driver === null || owner !== undefined) continue
    const key = `${driver} ${start} ${end}`
    const known = intervals.get(key)
    intervals.set(key, { driver, start, end, billed: add(known?.billed ?? ZERO, quantity) })
  }
  return [...intervals.values()]
}
