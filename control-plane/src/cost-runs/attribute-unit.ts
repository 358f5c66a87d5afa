import type { BillLine } from '@tenantry/attribution/bill/bill-line.ts'
import { add, type Decimal, formatDecimal, ZERO } from '@tenantry/attribution/decimal.ts'
import { sumShares } from '@tenantry/attribution/share/sum-shares.ts'
import type { Usage } from '@tenantry/attribution/usage/usage.ts'
import { usageOfRows } from '@tenantry/attribution/usage/usage-of-rows.ts'
import { usedOf } from '@tenantry/attribution/usage/used-of.ts'
import { DAY, hourOf } from '@tenantry/metering/hours.ts'
import { addCauses, type CostRow, noCauses, type UseRow } from '../cost-records/cost-rows.ts'
import { type Row, usageRecords } from '../cost-records/inputs.ts'
import { startOfDay } from '../cost-records/units.ts'
import { driversAboveBilled } from './above-billed.ts'
import { pooledIntervals } from './pooled-intervals.ts'
import { type TierAt, tiersOf } from './tiers-of.ts'

export interface Attributed {
  /** By the begin of the hour, ascending. */
  hours: Map<number, CostRow[]>
  days: CostRow[]
  uses: UseRow[]
  /** Drivers of which more was metered than billed. */
  aboveBilled: string[]
}

/** Attributes the lines of a unit, hour by hour: a line counts in the hour in which it begins. `tiers` are those of tenants that used nothing. */
export function attributeUnit(lines: BillLine[], usageRows: Row[], tiers: ReadonlyMap<string, string>): Attributed {
  const usage = usageOfRows(usageRecords(usageRows), lines)
  const tierAt = tiersOf(usageRows, tiers)
  const begun = [...Map.groupBy(lines, ({ start }) => hourOf(start / 1_000))].sort(([a], [b]) => a - b)
  // Lines that are divided together begin together, so hours can be divided one by one.
  const hours = new Map(begun.map(([hour, own]) => [hour, rowsOf(hour, own, usage, tierAt)] as const))
  const days = daysOf([...hours.values()].flat(), tierAt)
  return { hours, days, uses: usesOf(lines, usage), aboveBilled: driversAboveBilled(lines, usage) }
}

const keyOf = ({ service, driver }: Pick<CostRow, 'service' | 'driver'>): string => `${service}\n${driver ?? ''}`
const byKey = (one: CostRow, other: CostRow): number => one.from - other.from || (keyOf(one) < keyOf(other) ? -1 : 1)

function rowsOf(from: number, lines: BillLine[], usage: Usage, tierAt: TierAt): CostRow[] {
  const sums = sumShares(lines, usage, 'billed', keyOf)
  return [...sums]
    .map(([key, { total, unallocated, tenants }]): CostRow => {
      const [service = '', driver = ''] = key.split('\n')
      return {
        from,
        service,
        driver: driver || null,
        total,
        unallocated,
        tenants: [...tenants].flatMap(([tenant, cost]) => (cost === 0n ? [] : [[tenant, tierAt(tenant, from), cost]])),
      }
    })
    .sort(byKey)
}

/** The hours of each day together. A tenant that changed its tier on a day has the later one for all of it. */
function daysOf(hours: CostRow[], tierAt: TierAt): CostRow[] {
  const groups = Map.groupBy(hours, (row) => `${startOfDay(row.from)}\n${keyOf(row)}`)
  return [...groups.values()]
    .flatMap((rows): CostRow[] => {
      const [first] = rows
      if (!first) return []
      const from = startOfDay(first.from)
      const unallocated = noCauses()
      const sums = new Map<string, bigint>()
      for (const row of rows) {
        addCauses(unallocated, row.unallocated)
        for (const [tenant, , cost] of row.tenants) sums.set(tenant, (sums.get(tenant) ?? 0n) + cost)
      }
      const tenants = [...sums].sort(([a], [b]) => (a < b ? -1 : 1))
      const total = rows.reduce((sum, row) => sum + row.total, 0n)
      const last = from + DAY - 1
      return [
        { ...first, from, total, unallocated, tenants: tenants.map(([id, cost]) => [id, tierAt(id, last), cost]) },
      ]
    })
    .sort(byKey)
}

/** What was used of each driver on a day, as far as lines are shared by it. */
function usesOf(lines: BillLine[], usage: Usage): UseRow[] {
  const groups = Map.groupBy(pooledIntervals(lines), ({ driver, start }) => `${startOfDay(start / 1_000)} ${driver}`)
  return [...groups.values()].flatMap((intervals): UseRow[] => {
    const [first] = intervals
    if (!first) return []
    const sums = new Map<string, Decimal>()
    let platform = ZERO
    for (const interval of intervals) {
      const used = usedOf(usage, interval.driver, interval)
      platform = add(platform, used.platform)
      for (const [tenant, amount] of used.tenants) sums.set(tenant, add(sums.get(tenant) ?? ZERO, amount))
    }
    const tenants = [...sums].sort(([a], [b]) => (a < b ? -1 : 1))
    return [
      {
        from: startOfDay(first.start / 1_000),
        driver: first.driver,
        platform: formatDecimal(platform),
        tenants: tenants.map(([tenant, amount]) => [tenant, formatDecimal(amount)]),
      },
    ]
  })
}
