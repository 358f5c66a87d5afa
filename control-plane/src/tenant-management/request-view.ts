import type { TenantRequestView } from '@tenantry/contracts/control-plane-api/request-schemas.ts'
import type { TenantPeople } from '../tenants/tenant-people.ts'
import type { TenantRequest } from '../tenants/tenant-requests.ts'
import type { TenantStore } from '../tenants/tenant-store.ts'

export interface ViewServices {
  tenants: Pick<TenantStore, 'tenant'>
  people: Pick<TenantPeople, 'emailOf'>
}

/** What a tenant asks for, as operators see it; null for a tenant that there is not. */
export async function requestView(
  { tenants, people }: ViewServices,
  { tenantId, kind, tier, words, askedBy, askedAt }: TenantRequest,
): Promise<TenantRequestView | null> {
  const [tenant, email] = await Promise.all([tenants.tenant(tenantId), people.emailOf(tenantId, askedBy)])
  if (!tenant) return null
  return { tenantId, tenantName: tenant.name, tenantTier: tenant.tier, kind, tier, words, askedBy: email, askedAt }
}
