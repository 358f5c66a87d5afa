import { type AllowanceState, monthText, planOf } from '@tenantry/contracts/plan.ts'
import { DAY } from '@tenantry/metering/hours.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import type { TenantReader } from '../tenants/tenant-reader.ts'
import type { TierCatalogue } from '../tenants/tier-catalogue.ts'
import { queryItems } from '../usage-records/query-items.ts'
import { type TenantRow, UsageItem, usageKey, usagePartition } from '../usage-records/usage-items.ts'

export interface AllowanceServices {
  usage: Pick<Table, 'get' | 'put' | 'query'>
  tenants: Pick<TenantReader, 'tenant'>
  tiers: Pick<TierCatalogue, 'find'>
  /** By service and operation, the key of the allowance that a request uses. */
  usesOf: ReadonlyMap<string, string>
  /** Tells the app plane what of a tenant's allowances is used up. */
  publishUse(state: AllowanceState): Promise<void>
  system: Pick<System, 'now'>
}

/** What was published of a tenant's month: the maxima that were reached. */
const Published = z.optional(z.object({ reached: z.record(z.string(), z.int()) }))
/** Longer than the month that it is about. */
const KEPT_SECONDS = 62 * 24 * 3_600

/**
 * Looks at what tenants have used this month of their plans' allowances, for those of an hour that was computed, and tells the app plane when a maximum is
 * reached, or is so no longer. It is published before it is noted, so a crash in between publishes twice.
 */
export async function followAllowances(
  services: AllowanceServices,
  hour: number,
  rows: readonly TenantRow[],
): Promise<void> {
  const month = monthText(services.system.now())
  if (monthText(hour) !== month) return
  const uses = ({ service, operation }: TenantRow) => services.usesOf.has(operationKey(service, operation))
  const tenants = new Set(rows.filter(uses).flatMap(({ tenantId }) => tenantId ?? []))
  for (const tenantId of tenants) await followTenant(services, tenantId, month)
}

export const operationKey = (service: string, operation: string): string => `${service} ${operation}`

async function followTenant(services: AllowanceServices, tenantId: string, month: string): Promise<void> {
  const { usage, publishUse, system } = services
  const now = system.now()
  const maxima = await maximaOf(services, tenantId, now)
  const key = { pk: `allowances#${month}`, sk: tenantId }
  const before = z.parse(Published, await usage.get(key))
  if (Object.keys(maxima).length === 0 && !before) return
  const used = await usedIn(services, tenantId, month)
  const isReached = ([allowance, most]: [string, number]) => (used[allowance] ?? 0) >= most
  const reached = Object.fromEntries(Object.entries(maxima).filter(isReached))
  if (sameNumbers(reached, before?.reached ?? {})) return
  await publishUse({ tenantId, month, used, changedAt: now })
  await usage.put({ ...key, reached, expiresAt: Date.parse(`${month}-01T00:00:00.000Z`) / 1_000 + KEPT_SECONDS })
}

/** The maxima of a tenant, by its tier and by what is its own. */
async function maximaOf(
  { tenants, tiers, usesOf }: AllowanceServices,
  tenantId: string,
  now: number,
): Promise<Record<string, number>> {
  const tenant = await tenants.tenant(tenantId)
  const tier = tenant && (await tiers.find(tenant.tier))
  if (!tier) return {}
  const asked = { entitlements: [], allowances: [...new Set(usesOf.values())] }
  return planOf({ tier, own: tenant.limits, use: null }, asked, now).allowances
}

/** Requests of the month that succeeded, by what they use. */
async function usedIn(
  { usage, usesOf }: AllowanceServices,
  tenantId: string,
  month: string,
): Promise<Record<string, number>> {
  const first = Date.parse(`${month}-01T00:00:00.000Z`)
  const days = { first: usageKey('day', first), last: usageKey('day', first + 30 * DAY) }
  const items = await queryItems(usage, { pk: usagePartition(tenantId), ...days })
  const used: Record<string, number> = {}
  for (const { service, operation, requests, errors, throttles } of items.flatMap(
    (item) => z.parse(UsageItem, item).rows,
  )) {
    const allowance = usesOf.get(operationKey(service, operation))
    if (allowance !== undefined) used[allowance] = (used[allowance] ?? 0) + requests - errors - throttles
  }
  return used
}

const sameNumbers = (one: Record<string, number>, other: Record<string, number>): boolean =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) => one[key] === other[key])
