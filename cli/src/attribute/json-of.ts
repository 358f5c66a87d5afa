import type { Attribution } from '@tenantry/attribution/attribute.ts'
import { formatDollars } from '@tenantry/attribution/money.ts'
import type { Spread } from '@tenantry/attribution/spread.ts'

/** The attribution as one JSON object, money as text with 12 decimals. */
export function jsonOf({ total, unallocated, byTenant, byService }: Attribution, shared?: Spread): string {
  const byTenantService = [...byService].flatMap(([service, { tenants }]) =>
    [...tenants].map(([tenant, cost]) => [`${tenant}|${service}`, cost] as const),
  )
  return JSON.stringify({
    billTotal: formatDollars(total),
    unallocated: formatDollars(unallocated),
    byTenant: money(byTenant),
    byTenantService: money(byTenantService),
    ...(shared && { shared: money(shared.shared), unspread: formatDollars(shared.unspread) }),
  })
}

const money = (costs: Iterable<readonly [string, bigint]>): Record<string, string> =>
  Object.fromEntries([...costs].map(([name, cost]) => [name, formatDollars(cost)]))
