import type { Limits } from '@tenantry/contracts/tiers.ts'
import type { Tenant } from '../tenants/tenant.ts'
import type { PlanOf } from './plan-name.ts'

/** What a tenant's limits are made of. */
export type Limited = Pick<Tenant, 'tier' | 'limits' | 'heldQuota'>

/** What a tenant may ask of the API, by its tier and what is its own. */
export function limitsOf({ limits, heldQuota }: Limited, tier: Limits): Limits {
  const { rate, burst, quota } = limits ?? tier
  return { rate, burst, quota: heldQuota?.quota ?? quota }
}

/** Whose plan a tenant's key is on: its tier's, unless something is its own. */
export const planOfTenant = (tenant: Limited, tier: Limits): PlanOf =>
  tenant.limits || tenant.heldQuota ? { limits: limitsOf(tenant, tier) } : { tier: tenant.tier }

/** When a tenant's own limits, or its smaller quota, end; null while it has neither. */
export function endOfOwn({ limits, heldQuota }: Pick<Limited, 'limits' | 'heldQuota'>): string | null {
  const ends = [limits?.until, heldQuota?.until].flatMap((until) => (until === undefined ? [] : [Date.parse(until)]))
  return ends.length === 0 ? null : new Date(Math.min(...ends)).toISOString()
}
