import type { Attribution } from './attribute.ts'
import { atScale, type Decimal } from './decimal.ts'
import { magnitude, type Picodollars } from './money.ts'
import { divideExactly } from './share/divide-exactly.ts'

/** How unallocated cost is spread: the same for each tenant, in proportion to direct cost, or by fixed weights. */
export type SpreadRule = 'even' | 'proportional' | ReadonlyMap<string, Decimal>

export interface Spread {
  /** What each tenant bears of the unallocated cost, apart from its direct cost: leaving it out undoes the spread. */
  shared: Map<string, Picodollars>
  /** What no tenant bears: all of it if nobody has a weight, nothing otherwise. */
  unspread: Picodollars
}

/** Spreads what is unallocated over the tenants, exactly. The attribution stays as it is. */
export function spread(
  { unallocated, byTenant }: Pick<Attribution, 'unallocated' | 'byTenant'>,
  rule: SpreadRule,
): Spread {
  const weights = weightsOf(byTenant, rule).sort(([a], [b]) => (a < b ? -1 : 1))
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0n)
  if (total === 0n) return { shared: new Map(), unspread: unallocated }
  const parts = { count: weights.length, weight: (part: number) => weights[part]?.[1] ?? 0n, total }
  const shares = divideExactly(magnitude(unallocated), parts)
  const sign = unallocated < 0n ? -1n : 1n
  return { shared: new Map(weights.map(([tenant], part) => [tenant, sign * (shares[part] ?? 0n)])), unspread: 0n }
}

function weightsOf(byTenant: Attribution['byTenant'], rule: SpreadRule): [string, bigint][] {
  if (rule === 'even') return [...byTenant.keys()].map((tenant) => [tenant, 1n])
  // Whoever has more credits than costs has no part of what others cause.
  if (rule === 'proportional') return [...byTenant].map(([tenant, cost]) => [tenant, cost > 0n ? cost : 0n])
  const scale = Math.max(0, ...[...rule.values()].map((weight) => weight.scale))
  return [...rule].map(([tenant, weight]) => [tenant, atScale(weight, scale)])
}
