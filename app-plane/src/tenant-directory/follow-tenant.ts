import type { TenantState } from '@tenantry/contracts/events.ts'
import { type DirectoryStore, directoryEntry } from '../directory/directory-store.ts'
import type { ApiKeyValue } from './api-keys.ts'

/**
 * Takes over a tenant's state into the directory: suspended, or active again. What a later event said already stays. The value of the API
 * key is fetched only for an active tenant whose key the directory does not have yet.
 */
export async function followTenant(
  { directory, apiKeyValue }: { directory: Pick<DirectoryStore, 'advance' | 'follow'>; apiKeyValue: ApiKeyValue },
  tenant: TenantState,
): Promise<true> {
  if ((await directory.follow(tenant)) !== 'other-key') return true
  const { apiKeyId, status } = tenant
  const isServed = status === 'active' || status === 'offboarding'
  const apiKey = isServed && apiKeyId !== null ? await apiKeyValue(apiKeyId) : null
  await directory.advance(directoryEntry(tenant, status, apiKey))
  return true
}
