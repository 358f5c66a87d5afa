import type { TenantState } from '@tenantry/contracts/events.ts'
import { directoryEntry } from '../directory/directory-entry.ts'
import type { DirectoryStore } from '../directory/directory-store.ts'
import type { ApiKeyValue } from './api-keys.ts'

/** Takes over a tenant's state into the directory: suspended, or active again. What a later event said already stays. */
export async function followTenant(
  { directory, apiKeyValue }: { directory: Pick<DirectoryStore, 'advance'>; apiKeyValue: ApiKeyValue },
  tenant: TenantState,
): Promise<true> {
  const apiKey = tenant.apiKeyId === null ? null : await apiKeyValue(tenant.apiKeyId)
  await directory.advance(directoryEntry(tenant, tenant.status, apiKey))
  return true
}
