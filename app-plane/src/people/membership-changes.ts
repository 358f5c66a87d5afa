import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { type Announce, type OutboxEntry, outboxWrite } from '@tenantry/toolkit/outbox.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { TransactionCancelled, table, transact, type Write } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { Membership, nextSequence, told } from './membership.ts'

/** Changes of memberships by functions that know people, under their own role; each tells the control plane of it. */
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
  name: string,
  { announce, system }: { announce: Announce; system: Pick<System, 'now'> },
): MembershipChanges {
  const memberships = table(client, name)

  /** False when the condition of the write did not hold. */
  async function commit(write: Write, entry: OutboxEntry): Promise<boolean> {
    try {
      await transact(client, [write, outboxWrite(name, entry)])
    } catch (error) {
      if (error instanceof TransactionCancelled && error.failedAt(0)) return false
      throw error
    }
    await announce(memberships, entry)
    return true
  }

  return {
    async insert(membership) {
      await commit(
        { kind: 'put', table: name, item: membership, condition: 'attribute_not_exists(userId)' },
        told('sbt_aws_tenantUserCreated', membership, system.now()),
      )
    },
    accept(invited) {
      const now = system.now()
      const active: Membership = { ...invited, state: 'active', sequence: nextSequence(invited, now) }
      return commit(
        {
          kind: 'update',
          table: name,
          key: { tenantId: invited.tenantId, userId: invited.userId },
          ...changed(invited, active),
        },
        told('sbt_aws_tenantUserCreated', active, now),
      )
    },
    async remove(tenantId, userId) {
      const key = { tenantId, userId }
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        const item = await memberships.get(key)
        if (!item) return
        const present = z.parse(Membership, item)
        const now = system.now()
        const last = { ...present, sequence: nextSequence(present, now) }
        const entry = told('sbt_aws_tenantUserDeleted', last, now)
        if (await commit({ kind: 'delete', table: name, key, ...unchanged(present) }, entry)) return
      }
      throw new Error('The membership kept changing while it was to be removed')
    },
  }
}

/** The update of role and state, provided that nobody changed the membership since it was read. */
export function changed(before: Membership, after: Pick<Membership, 'role' | 'state' | 'sequence'>) {
  const { condition, names, values } = unchanged(before)
  return {
    update: 'SET #role = :role, #state = :state, #sequence = :next',
    condition,
    names: { ...names, '#role': 'role', '#state': 'state' },
    values: { ...values, ':role': after.role, ':state': after.state, ':next': after.sequence },
  }
}

/** The condition that nobody changed the membership since it was read. */
export const unchanged = ({ sequence }: Pick<Membership, 'sequence'>) => ({
  condition: '#sequence = :sequence',
  names: { '#sequence': 'sequence' },
  values: { ':sequence': sequence },
})
