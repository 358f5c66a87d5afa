import type { TenantState } from '@tenantry/contracts/events.ts'
import { directoryEntry } from '../directory/directory-store.ts'
import { type ProvisioningServices, removeMember } from './provision-tenant.ts'

/** Undoes what a failed onboarding made. The entry stays as a tombstone without a key. */
export async function withdrawTenant(
  services: Pick<ProvisioningServices, 'directory' | 'memberships' | 'people'>,
  tenant: TenantState,
): Promise<void> {
  const stored = await services.directory.advance(directoryEntry(tenant, 'failed', null))
  if (stored !== 'written' && stored.sequence > tenant.sequence) return
  for (const member of await services.memberships.ofTenant(tenant.tenantId)) await removeMember(services, member)
}
