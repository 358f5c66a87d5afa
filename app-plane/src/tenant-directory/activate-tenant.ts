import type { TenantState } from '@tenantry/contracts/events.ts'
import { directoryEntry } from '../directory/directory-store.ts'
import type { ProvisioningServices } from './provision-tenant.ts'

/** Records that a tenant is active, and only then has its first user invited. */
export async function activateTenant(services: ProvisioningServices, tenant: TenantState): Promise<void> {
  const { directory, admins, apiKeyValue } = services
  const apiKey = tenant.apiKeyId === null ? null : await apiKeyValue(tenant.apiKeyId)
  const stored = await directory.advance(directoryEntry(tenant, tenant.status, apiKey))
  const late = stored !== 'written' && stored.sequence > tenant.sequence
  // A suspension that came first must not cost the invitation; a tenant that is gone by now invites nobody.
  if (late && stored.status !== 'active' && stored.status !== 'suspended' && stored.status !== 'offboarding') return
  await admins.invite(tenant)
}
