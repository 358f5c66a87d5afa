import type { Tenant } from '../../tenants/tenant.ts'
import type { Input } from './input.ts'

/** What a change of tier or limits is asked for, and what the tenant has now; null for a tenant that is not served. */
export function changeInput(tenant: Tenant, to: Pick<Input, 'tier' | 'limits'>): Input | null {
  if (tenant.status !== 'active' && tenant.status !== 'suspended') return null
  const { tier, limits, heldQuota, usedBefore, apiKeyId } = tenant
  return { ...to, from: { tier, limits, heldQuota, usedBefore, apiKeyId } }
}
