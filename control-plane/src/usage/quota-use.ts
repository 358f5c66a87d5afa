import type { System } from '@tenantry/toolkit/system.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import type { Tenant } from '../tenants/tenant.ts'
import type { TenantReader } from '../tenants/tenant-reader.ts'
import type { TierCatalogue } from '../tenants/tier-catalogue.ts'
import { limitsOf } from '../usage-plans/limits-of.ts'
import { tenantRows } from './usage-reader.ts'
import { isServed } from './usage-view.ts'

export interface QuotaServices {
  usage: Pick<Table, 'query'>
  tenants: Pick<TenantReader, 'tenant'>
  tiers: Pick<TierCatalogue, 'find'>
  system: Pick<System, 'now'>
}

export interface QuotaUse {
  tenant: Tenant
  used: number
  quota: number
  /** The UTC month, and when the next one begins. */
  month: number
  resetsAt: number
}

/** What a tenant has used of this month's quota, by what was metered; null for one that is unknown. */
export async function quotaUse(services: QuotaServices, tenantId: string): Promise<QuotaUse | null> {
  const tenant = await services.tenants.tenant(tenantId)
  const tier = tenant && (await services.tiers.find(tenant.tier))
  if (!tenant || !tier) return null
  const { quota } = limitsOf({ ...tenant, heldQuota: null }, tier)
  const date = new Date(services.system.now())
  const [month, resetsAt] = [0, 1].map((next) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + next)) as [
    number,
    number,
  ]
  const rows = await tenantRows(services.usage, tenantId, 'day', { from: month, to: resetsAt })
  const used = rows.filter(isServed).reduce((sum, { requests, throttles }) => sum + requests - throttles, 0)
  return { tenant, used, quota, month, resetsAt }
}
