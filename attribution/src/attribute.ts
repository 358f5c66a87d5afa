import type { BillLine } from './bill/bill-line.ts'
import type { Picodollars } from './money.ts'
import type { Policy } from './share/group-parts.ts'
import { type SharedCost, sumOf, sumShares } from './share/sum-shares.ts'
import type { Usage } from './usage/usage.ts'

export interface Attribution {
  total: Picodollars
  unallocated: Picodollars
  /** Ascending; also tenants whose part is nothing. */
  byTenant: Map<string, Picodollars>
  /** Ascending. */
  byService: Map<string, SharedCost>
}

/** Attributes a bill to tenants, exactly: whatever is shared how, all parts add up to the bill. */
export function attribute(lines: BillLine[], usage: Usage, policy: Policy = 'billed'): Attribution {
  const sums = sumShares(lines, usage, policy, ({ service }) => service)
  const byService = new Map([...sums].sort(([a], [b]) => (a < b ? -1 : 1)))
  const byTenant = new Map<string, Picodollars>()
  for (const { tenants } of byService.values())
    for (const [tenant, cost] of tenants) byTenant.set(tenant, (byTenant.get(tenant) ?? 0n) + cost)
  const costs = [...byService.values()]
  return {
    total: costs.reduce((sum, { total }) => sum + total, 0n),
    unallocated: costs.reduce((sum, { unallocated }) => sum + sumOf(unallocated), 0n),
    byTenant: new Map([...byTenant].sort(([a], [b]) => (a < b ? -1 : 1))),
    byService,
  }
}
