import type { TenantState } from '@tenantry/contracts/events.ts'
import { type DirectoryStore, directoryEntry } from '../directory/directory-store.ts'

/** What stays of a tenant that is gone: an entry without a key, whose sequence keeps a late event from bringing it back. */
export async function forgetTenant(
  { directory }: { directory: Pick<DirectoryStore, 'advance'> },
  tenant: TenantState,
): Promise<true> {
  await directory.advance(directoryEntry(tenant, 'deleted', null))
  return true
}
