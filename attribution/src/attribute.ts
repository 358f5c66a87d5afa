import type { BillLine } from './bill/bill-line.ts'
import type { Picodollars } from './money.ts'
import type { Policy } from './share/group-parts.ts'
import { CAUSES, type Cause, shareLines } from './share/share-lines.ts'
import { TenantAmounts } from './share/tenant-amounts.ts'
import type { Usage } from './usage/usage.ts'

/** What a service cost, and who bears it: tenants and unallocated add up to the total. */
export interface ServiceCost {
  total: Picodollars
  unallocated: Record<Cause, Picodollars>
  /** By tenant id, ascending; also tenants whose part is nothing. */
  tenants: Map<string, Picodollars>
}

export interface Attribution {
  total: Picodollars
  unallocated: Picodollars
  byTenant: Map<string, Picodollars>
  byService: Map<string, ServiceCost>
}

/** Attributes a bill to tenants, exactly: whatever is shared how, all parts add up to the bill. */
export function attribute(lines: BillLine[], usage: Usage, policy: Policy = 'billed'): Attribution {
  const services = new Map<string, { cost: ServiceCost; amounts: TenantAmounts }>()
  for (const { line, tenants, shares, unallocated } of shareLines(lines, usage, policy)) {
    const { cost, amounts } = services.get(line.service) ?? emptyService(usage)
    services.set(line.service, { cost, amounts })
    cost.total += line.cost
    for (const cause of CAUSES) cost.unallocated[cause] += unallocated[cause] ?? 0n
    if (shares instanceof Float64Array)
      amounts.addAll(tenants, shares, line.cost < 0n ? -1 : 1, Math.abs(Number(line.cost)))
    else
      for (const [part, tenant] of tenants.entries())
        amounts.add(tenant, (line.cost < 0n ? -1n : 1n) * (shares[part] ?? 0n))
  }
  const byService = new Map<string, ServiceCost>()
  const everything = new TenantAmounts(usage.tenants.length)
  for (const [service, { cost, amounts }] of [...services].sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const [tenant, amount] of amounts.entries()) {
      cost.tenants.set(usage.tenants[tenant] ?? '', amount)
      everything.add(tenant, amount)
    }
    byService.set(service, cost)
  }
  const costs = [...byService.values()]
  return {
    total: costs.reduce((sum, { total }) => sum + total, 0n),
    unallocated: costs.reduce((sum, { unallocated }) => sum + sumOf(unallocated), 0n),
    byTenant: new Map(everything.entries().map(([tenant, amount]) => [usage.tenants[tenant] ?? '', amount])),
    byService,
  }
}

export const sumOf = (unallocated: Record<Cause, Picodollars>): Picodollars =>
  CAUSES.reduce((sum, cause) => sum + unallocated[cause], 0n)

function emptyService(usage: Usage): { cost: ServiceCost; amounts: TenantAmounts } {
  const unallocated = { platform: 0n, idle: 0n, noUsage: 0n, noDriver: 0n }
  return { cost: { total: 0n, unallocated, tenants: new Map() }, amounts: new TenantAmounts(usage.tenants.length) }
}
