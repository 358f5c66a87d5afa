import type { TenantState } from '@tenantry/contracts/events.ts'
import { directoryEntry } from '../directory/directory-store.ts'
import type { ProvisioningServices } from './provision-tenant.ts'

/** Undoes what a failed onboarding made. The entry stays as a tombstone without a key. */
export async function withdrawTenant(
  { directory, admins }: Pick<ProvisioningServices, 'directory' | 'admins'>,
  tenant: TenantState,
): Promise<void> {
  const stored = await directory.advance(directoryEntry(tenant, 'failed', null))
  if (stored !== 'written' && stored.sequence > tenant.sequence) return
  await admins.unseed(tenant)
}
