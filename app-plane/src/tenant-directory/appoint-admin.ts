import type { TenantState } from '@tenantry/contracts/events.ts'
import type { ProvisioningServices } from './provision-tenant.ts'

/** Makes the person whom operators chose an admin of the tenant, and invites them. May run again. */
export async function appointAdmin(
  { directory, admins }: Pick<ProvisioningServices, 'directory' | 'admins'>,
  tenant: TenantState,
): Promise<void> {
  const entry = await directory.get(tenant.tenantId)
  // The tenant is gone: nobody could sign in to it.
  if (!entry || entry.status === 'failed') return
  await admins.appoint(tenant)
}
