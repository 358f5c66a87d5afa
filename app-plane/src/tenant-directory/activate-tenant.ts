import type { TenantState } from '@tenantry/contracts/events.ts'
import { type DirectoryStore, directoryEntry } from '../directory/directory-store.ts'
import type { ApiKeyValue } from './api-keys.ts'
import { type InvitationServices, inviteAdmin } from './invite-admin.ts'

export interface ActivationServices extends InvitationServices {
  directory: DirectoryStore
  apiKeyValue: ApiKeyValue
}

/** Records that a tenant is active, and only then has its first user invited. */
export async function activateTenant(services: ActivationServices, tenant: TenantState): Promise<void> {
  const { directory, apiKeyValue } = services
  const apiKey = tenant.apiKeyId === null ? null : await apiKeyValue(tenant.apiKeyId)
  const stored = await directory.advance(directoryEntry(tenant, tenant.status, apiKey))
  const late = stored !== 'written' && stored.sequence > tenant.sequence
  // A suspension that came first must not cost the invitation; a tenant that is gone by now invites nobody.
  if (late && stored.status !== 'active' && stored.status !== 'suspended') return
  await inviteAdmin(services, tenant)
}
