import type { TenantState } from '@tenantry/contracts/events.ts'
import { type DirectoryStore, directoryEntry } from '../directory/directory-store.ts'
import type { Admins } from '../people/admins.ts'
import type { ApiKeyValue } from './api-keys.ts'

export interface ProvisioningServices {
  directory: DirectoryStore
  admins: Admins
  apiKeyValue: ApiKeyValue
}

/**
 * Makes a tenant ready to be served: first user, membership, directory entry. Each step may run again. False when a later event overtook
 * this one, so that nobody waits for an answer.
 */
export async function provisionTenant(services: ProvisioningServices, tenant: TenantState): Promise<boolean> {
  const { directory, admins, apiKeyValue } = services
  const { tenantId, apiKeyId } = tenant
  if (apiKeyId === null) throw new Error(`Tenant ${tenantId} has no API key`)
  const apiKey = await apiKeyValue(apiKeyId)
  // The sequence is claimed before anything is made: an event that comes late makes nothing.
  const stored = await directory.advance(directoryEntry(tenant, 'provisioning', apiKey))
  if (stored !== 'written' && stored.sequence > tenant.sequence) return false

  await admins.seed(tenant)
  if (await directory.complete(directoryEntry(tenant, tenant.status, apiKey))) return true

  // The onboarding was given up meanwhile, and its clean-up may have come too early to see this membership.
  const present = await directory.get(tenantId)
  if (present?.status === 'failed') await admins.unseed(tenant)
  return false
}
