import type { Membership } from '@tenantry/app-plane/people/membership.ts'
import { membershipStore } from '@tenantry/app-plane/people/membership-store.ts'
import { memberStore } from '@tenantry/app-plane/users/member-store.ts'
import { openCursors } from '@tenantry/toolkit/cursors.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { table } from '@tenantry/toolkit/table.ts'
import { committing } from '@tenantry/toolkit/tenant-outbox.ts'
import { TenantScope } from '@tenantry/toolkit/tenant-scope.ts'
import { buildTenantContext, standingClock, TENANT_ID } from './builders.ts'
import { testDynamo } from './dynamodb.ts'

/** A tenant's memberships in a real table, as operations of the tenant API reach them. */
export async function testMembers(...stored: Membership[]) {
  const client = await testDynamo('memberships', 'outbox', 'lists')
  const items = table(client, 'memberships')
  for (const membership of stored) await items.put(membership)
  const memberships = membershipStore(items)
  const commitEntries = committing('outbox', async (outbox, { key }) => void (await outbox.delete(key)))
  const cursors = openCursors(table(client, 'lists'), system)
  const storeOf = memberStore('memberships', { commitEntries, cursors, system: standingClock })
  const scope = TenantScope.open(buildTenantContext('ann'), () => client)
  return {
    membersOf: () => storeOf(scope),
    put: (membership: Membership) => items.put(membership),
    get: (userId: string) => memberships.get(TENANT_ID, userId),
    userIds: async () => (await memberships.ofTenant(TENANT_ID)).map(({ userId }) => userId),
  }
}

export type TestMembers = Awaited<ReturnType<typeof testMembers>>
