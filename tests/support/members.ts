import type { Membership } from '@tenantry/app-plane/people/membership.ts'
import { membershipStore } from '@tenantry/app-plane/people/membership-store.ts'
import { peopleAudit } from '@tenantry/app-plane/people/people-audit.ts'
import { memberStore } from '@tenantry/app-plane/users/member-store.ts'
import { AUDIT_EVENT, TenantAuditRecord } from '@tenantry/contracts/audit.ts'
import { auditReader } from '@tenantry/control-plane/audit/audit-reader.ts'
import { openCursors } from '@tenantry/toolkit/cursors.ts'
import type { Announce } from '@tenantry/toolkit/outbox.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { table } from '@tenantry/toolkit/table.ts'
import { committing } from '@tenantry/toolkit/tenant-outbox.ts'
import { TenantScope } from '@tenantry/toolkit/tenant-scope.ts'
import * as z from 'zod/mini'
import { buildRequest, buildTenantContext, standingClock, TENANT_ID } from './builders.ts'
import { testDynamo } from './dynamodb.ts'

/** A tenant's memberships in a real table, as operations of the tenant API reach them. */
export async function testMembers(...stored: Membership[]) {
  const client = await testDynamo('memberships', 'outbox', 'lists', 'audit')
  const items = table(client, 'memberships')
  for (const membership of stored) await items.put(membership)
  const memberships = membershipStore(items)
  const announced: string[] = []
  const announce: Announce = async (outbox, { key, type, detail }) => {
    if (type === AUDIT_EVENT) announced.push(z.parse(TenantAuditRecord, detail).id)
    await outbox.delete(key)
  }
  const commitEntries = committing('outbox', announce)
  const cursors = openCursors(table(client, 'lists'), system)
  const storeOf = memberStore('memberships', {
    commitEntries,
    audit: peopleAudit('audit', 'users', standingClock),
    cursors,
    system: standingClock,
  })
  const scope = TenantScope.open(buildTenantContext('ann'), () => client, { origin: buildRequest() })
  const readAudit = auditReader(table(client, 'audit'))
  return {
    membersOf: () => storeOf(scope),
    put: (membership: Membership) => items.put(membership),
    get: (userId: string) => memberships.get(TENANT_ID, userId),
    /** What is recorded, oldest first. */
    recorded: async () => (await readAudit({ filter: {}, limit: 100, after: null })).entries.toReversed(),
    client,
    /** The ids of the records that the control plane was told of. */
    announced: () => announced,
    userIds: async () => (await memberships.ofTenant(TENANT_ID)).map(({ userId }) => userId),
  }
}

export type TestMembers = Awaited<ReturnType<typeof testMembers>>
