import type { TenantState } from '@tenantry/contracts/events.ts'
import { directoryEntry } from '../directory/directory-entry.ts'
import type { DirectoryStore } from '../directory/directory-store.ts'
import type { ApiKeyValue } from './api-keys.ts'
import { type InvitationServices, sendInvitation } from './send-invitation.ts'

export interface ActivationServices extends InvitationServices {
  directory: DirectoryStore
  apiKeyValue: ApiKeyValue
}

/** Records that a tenant is active, and only then has its first user invited. */
export async function activateTenant(services: ActivationServices, tenant: TenantState): Promise<void> {
  const { directory, apiKeyValue } = services
  const apiKey = tenant.apiKeyId === null ? null : await apiKeyValue(tenant.apiKeyId)
  const stored = await directory.advance(directoryEntry(tenant, tenant.status, apiKey))
  if (stored !== 'written' && stored.sequence > tenant.sequence) return
  await sendInvitation(services, tenant)
}
