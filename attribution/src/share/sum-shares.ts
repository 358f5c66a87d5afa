import type { BillLine } from '../bill/bill-line.ts'
import type { Picodollars } from '../money.ts'
import type { Usage } from '../usage/usage.ts'
import type { Policy } from './group-parts.ts'
import { CAUSES, type Cause, shareLines } from './share-lines.ts'
import { TenantAmounts } from './tenant-amounts.ts'

/** What some lines cost, and who bears it: tenants and unallocated add up to the total. */
export interface SharedCost {
  total: Picodollars
  unallocated: Record<Cause, Picodollars>
  /** By tenant id, ascending; also tenants whose part is nothing. */
  tenants: Map<string, Picodollars>
}

/** Shares out lines and sums up the parts of those that have one key. The order of keys is that in which they came. */
export function sumShares(
  lines: BillLine[],
  usage: Usage,
  policy: Policy,
  keyOf: (line: BillLine) => string,
): Map<string, SharedCost> {
  const groups = new Map<string, { cost: SharedCost; amounts: TenantAmounts }>()
  for (const { line, tenants, shares, unallocated } of shareLines(lines, usage, policy)) {
    const key = keyOf(line)
    const { cost, amounts } = groups.get(key) ?? noCost(usage)
    groups.set(key, { cost, amounts })
    cost.total += line.cost
    for (const cause of CAUSES) cost.unallocated[cause] += unallocated[cause] ?? 0n
    if (shares instanceof Float64Array)
      amounts.addAll(tenants, shares, line.cost < 0n ? -1 : 1, Math.abs(Number(line.cost)))
    else
      for (const [part, tenant] of tenants.entries())
        amounts.add(tenant, (line.cost < 0n ? -1n : 1n) * (shares[part] ?? 0n))
  }
  return new Map(
    [...groups].map(([key, { cost, amounts }]) => {
      for (const [tenant, amount] of amounts.entries()) cost.tenants.set(usage.tenants[tenant] ?? '', amount)
      return [key, cost]
    }),
  )
}

export const sumOf = (unallocated: Record<Cause, Picodollars>): Picodollars =>
  CAUSES.reduce((sum, cause) => sum + unallocated[cause], 0n)

function noCost(usage: Usage): { cost: SharedCost; amounts: TenantAmounts } {
  const unallocated = { platform: 0n, idle: 0n, noUsage: 0n, noDriver: 0n }
  return { cost: { total: 0n, unallocated, tenants: new Map() }, amounts: new TenantAmounts(usage.tenants.length) }
}
