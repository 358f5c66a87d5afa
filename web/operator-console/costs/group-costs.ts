import type { CostView, UnallocatedCostView } from '@tenantry/contracts/control-plane-api/cost-schemas.ts'
import { type Picodollars, parseDollars, sumOf } from '../../shared/app/dollars.ts'
import type { Breakdown } from './scope.ts'

/** A row of a breakdown. */
export interface CostRow {
  /** A tenant's id, a tier, a service or a day; null: nobody's, where rows are tenants or tiers. */
  key: string | null
  /** What tenants bear. */
  tenants: Picodollars
  unallocated: Picodollars
}

const KEYS: Record<Breakdown, (cost: CostView) => string> = {
  tenant: ({ tenantId }) => tenantId,
  tier: ({ tier }) => tier ?? 'No tier',
  service: ({ service }) => service,
  day: ({ from }) => from.slice(0, 10),
}

/** What was borne of a bill, by one of its sides: days in their order, everything else by its cost. */
export function costsBy(
  by: Breakdown,
  costs: readonly CostView[],
  unallocated: readonly UnallocatedCostView[],
): CostRow[] {
  const hasKey = by === 'service' || by === 'day'
  const nobodys = sumBy(unallocated, (cost) =>
    by === 'day' ? cost.from.slice(0, 10) : by === 'service' ? cost.service : '',
  )
  const tenants = sumBy(costs, KEYS[by])
  const keys = new Set([...tenants.keys(), ...(hasKey ? nobodys.keys() : [])])
  const rows: CostRow[] = [...keys].map((key) => ({
    key,
    tenants: tenants.get(key) ?? 0n,
    unallocated: hasKey ? (nobodys.get(key) ?? 0n) : 0n,
  }))
  rows.sort(by === 'day' ? byKey : dearestFirst)
  if (!hasKey && unallocated.length > 0) rows.push({ key: null, tenants: 0n, unallocated: nobodys.get('') ?? 0n })
  return rows
}

/** Exact sums of costs, by a key. */
export function sumBy<Cost extends { cost: string }>(
  costs: readonly Cost[],
  keyOf: (cost: Cost) => string,
): Map<string, Picodollars> {
  const sums = new Map<string, Picodollars>()
  for (const one of costs) {
    const key = keyOf(one)
    sums.set(key, (sums.get(key) ?? 0n) + parseDollars(one.cost))
  }
  return sums
}

export const allOf = ({ tenants, unallocated }: CostRow): Picodollars => tenants + unallocated
export const totalOf = (rows: readonly CostRow[]): Picodollars => sumOf(rows.map(allOf))

const byKey = (a: CostRow, b: CostRow): number => ((a.key ?? '') < (b.key ?? '') ? -1 : 1)
const dearestFirst = (a: CostRow, b: CostRow): number =>
  allOf(a) === allOf(b) ? byKey(a, b) : allOf(a) > allOf(b) ? -1 : 1
