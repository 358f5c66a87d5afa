import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { By } from '@tenantry/toolkit/audit.ts'
import type { Entry } from '@tenantry/toolkit/events.ts'
import { type Announce, outboxWrite } from '@tenantry/toolkit/outbox.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { TransactionCancelled, table, transact, type Write } from '@tenantry/toolkit/table.ts'
import { tenantEntry } from '@tenantry/toolkit/tenant-outbox.ts'
import * as z from 'zod/mini'
import { Membership, membershipEvent, nextSequence } from './membership.ts'
import { membershipChange, type PeopleAudit, type PersonChange } from './people-audit.ts'

/** Changes of memberships by functions that know people, under their own role. Each is recorded, and publishes an event. */
export interface MembershipChanges {
  /** Keeps what is there already. */
  insert(membership: Membership): Promise<void>
  /** Makes an invitation count; false when it was changed since it was read. */
  accept(invited: Membership): Promise<boolean>
  /** Does nothing when there is no such membership. */
  remove(tenantId: string, userId: string): Promise<void>
}

/** How often a removal is tried while others change the membership. */
const ATTEMPTS = 3

export function membershipChanges(
  client: DynamoDBClient,
  tables: { memberships: string; outbox: string },
  {
    announce,
    audit,
    by,
    system,
  }: {
    announce: Announce
    audit: PeopleAudit
    /** In whose name, where no person makes the change. */
    by: By
    system: Pick<System, 'now' | 'uuid'>
  },
): MembershipChanges {
  const name = tables.memberships
  const memberships = table(client, name)
  const outbox = table(client, tables.outbox)

  /** False when the condition of the write did not hold. */
  async function commit(write: Write, event: Entry, change: PersonChange, whose = by): Promise<boolean> {
    const recorded = audit(whose, change)
    const entries = [tenantEntry(change.tenantId, event, system), recorded.entry]
    try {
      await transact(client, [write, recorded.write, ...entries.map((entry) => outboxWrite(tables.outbox, entry))])
    } catch (error) {
      if (error instanceof TransactionCancelled && error.failedAt(0)) return false
      throw error
    }
    await Promise.all(entries.map((entry) => announce(outbox, entry)))
    return true
  }

  return {
    async insert(membership) {
      await commit(
        { kind: 'put', table: name, item: membership, condition: 'attribute_not_exists(userId)' },
        membershipEvent('sbt_aws_tenantUserCreated', membership),
        membershipChange('invited', { before: null, after: membership }),
      )
    },
    accept(invited) {
      const now = system.now()
      const active: Membership = { ...invited, state: 'active', sequence: nextSequence(invited, now) }
      const { tenantId, userId, email, role } = invited
      return commit(
        {
          kind: 'update',
          table: name,
          key: { tenantId, userId },
          ...applyChange(invited, active),
        },
        membershipEvent('sbt_aws_tenantUserCreated', active),
        membershipChange('invitation-accepted', { before: invited, after: active }),
        { actor: { kind: 'person', id: userId, email, role }, sourceIp: null, requestId: null },
      )
    },
    async remove(tenantId, userId) {
      const key = { tenantId, userId }
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        const item = await memberships.get(key)
        if (!item) return
        const present = z.parse(Membership, item)
        const last = { ...present, sequence: nextSequence(present, system.now()) }
        const event = membershipEvent('sbt_aws_tenantUserDeleted', last)
        const change = membershipChange('removed', { before: present, after: null })
        if (await commit({ kind: 'delete', table: name, key, ...unchanged(present) }, event, change)) return
      }
      throw new Error('The membership kept changing while it was to be removed')
    },
  }
}

/** The update of role, state and whose sessions are over, provided that nobody changed the membership since it was read. */
export function applyChange(before: Membership, after: Pick<Membership, 'role' | 'state' | 'sequence' | 'validFrom'>) {
  const { condition, names, values } = unchanged(before)
  const { role, state, sequence, validFrom } = after
  return {
    update: `SET #role = :role, #state = :state, #sequence = :next${validFrom === undefined ? '' : ', validFrom = :validFrom'}`,
    condition,
    names: { ...names, '#role': 'role', '#state': 'state' },
    values: { ...values, ':role': role, ':state': state, ':next': sequence, ':validFrom': validFrom },
  }
}

/** The condition that nobody changed the membership since it was read. */
export const unchanged = ({ sequence }: Pick<Membership, 'sequence'>) => ({
  condition: '#sequence = :sequence',
  names: { '#sequence': 'sequence' },
  values: { ':sequence': sequence },
})
