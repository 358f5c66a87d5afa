import type { TenantState } from '@tenantry/contracts/events.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { type DirectoryStore, directoryEntry } from '../directory/directory-store.ts'
import { type Membership, newMembership } from '../people/membership.ts'
import type { MembershipChanges } from '../people/membership-changes.ts'
import type { MembershipStore } from '../people/membership-store.ts'
import type { People } from '../people/people.ts'
import type { ApiKeyValue } from './api-keys.ts'

export interface ProvisioningServices {
  directory: DirectoryStore
  memberships: MembershipStore & MembershipChanges
  people: People
  apiKeyValue: ApiKeyValue
  system: Pick<System, 'now'>
}

/**
 * Makes a tenant ready to be served: first user, membership, directory entry. Each step may run again. False when a later event overtook
 * this one, so that nobody waits for an answer.
 */
export async function provisionTenant(services: ProvisioningServices, tenant: TenantState): Promise<boolean> {
  const { directory, memberships, people, apiKeyValue, system } = services
  const { tenantId, apiKeyId } = tenant
  if (apiKeyId === null) throw new Error(`Tenant ${tenantId} has no API key`)
  const apiKey = await apiKeyValue(apiKeyId)
  // The sequence is claimed before anything is made: an event that comes late makes nothing.
  const stored = await directory.advance(directoryEntry(tenant, 'provisioning', apiKey))
  if (stored !== 'written' && stored.sequence > tenant.sequence) return false

  const person = await people.alone(tenant.adminEmail.toLowerCase(), tenantId, async (held) => {
    const found = await held.createOrFind()
    const at = new Date(system.now()).toISOString()
    try {
      await memberships.insert(newMembership(found, { tenantId, role: 'TenantAdmin', at, invitedBy: null }))
    } catch (error) {
      // No membership leads the clean-up of a failed onboarding to this account.
      await held.leave(found.userId)
      throw error
    }
    return found
  })
  if (await directory.complete(directoryEntry(tenant, tenant.status, apiKey))) return true

  // The onboarding was given up meanwhile, and its clean-up may have come too early to see this membership.
  const present = await directory.get(tenantId)
  if (present?.status === 'failed') await removeMember(services, { tenantId, ...person })
  return false
}

/**
 * Takes a person out of a tenant, and out of the pool with the last membership. The account goes first: a run that is cut off in between
 * finds the membership again, and nothing else would lead to the account.
 */
export async function removeMember(
  { memberships, people }: Pick<ProvisioningServices, 'memberships' | 'people'>,
  { tenantId, userId, email }: Pick<Membership, 'tenantId' | 'userId' | 'email'>,
): Promise<void> {
  await people.alone(email, tenantId, async (held) => {
    await held.leave(userId)
    await memberships.remove(tenantId, userId)
  })
}
