import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { type By, requestedBy } from '@tenantry/toolkit/audit.ts'
import type { Entry } from '@tenantry/toolkit/events.ts'
import { type Announce, outboxWrite } from '@tenantry/toolkit/outbox.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { TransactionCancelled, table, transact, type Write } from '@tenantry/toolkit/table.ts'
import { tenantEntry } from '@tenantry/toolkit/tenant-outbox.ts'
import * as z from 'zod/mini'
import { acceptedAs, Membership, membershipEvent, nextSequence } from './membership.ts'
import { actionOf, membershipChange, type PeopleAudit } from './people-audit.ts'

/** Changes of memberships by functions that know people, under their own role. Each is recorded, and publishes an event. */
export interface MembershipChanges {
  /** Keeps what is there already. */
  insert(membership: Membership): Promise<void>
  /** Makes a member an admin who may act; false when they were changed since they were read. */
  promote(member: Membership): Promise<boolean>
  /** Makes an invitation count; false when it is gone. */
  accept(invited: Membership): Promise<boolean>
  /** Notes that the person signs in to the tenant for the first time. Does nothing when that was noted before, or when they are gone. */
  enter(member: Membership): Promise<void>
  /** Does nothing when there is no such membership. With `standingId`, only while that other member is an active admin. */
  remove(tenantId: string, userId: string, standingId?: string): Promise<void>
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
  async function commit(
    { tenantId }: Pick<Membership, 'tenantId'>,
    write: Write,
    event: Entry,
    recorded: ReturnType<PeopleAudit> | null,
    checks: Write[] = [],
  ): Promise<boolean> {
    const entries = [tenantEntry(tenantId, event, system), ...(recorded ? [recorded.entry] : [])]
    const waiting = entries.map((entry) => outboxWrite(tables.outbox, entry))
    try {
      await transact(client, [write, ...(recorded ? [recorded.write] : []), ...waiting, ...checks])
    } catch (error) {
      if (error instanceof TransactionCancelled && error.failedAt(0)) return false
      throw error
    }
    await Promise.all(entries.map((entry) => announce(outbox, entry)))
    return true
  }

  async function find({ tenantId, userId }: Pick<Membership, 'tenantId' | 'userId'>): Promise<Membership | undefined> {
    const item = await memberships.get({ tenantId, userId })
    return item && z.parse(Membership, item)
  }

  const byPerson = ({ userId: id, email, role }: Membership): By =>
    requestedBy(null, { kind: 'person', id, email, role })

  /**
   * False when the person accepted before, or is gone; where somebody accepted already, it may be published again, and is recorded once. The
   * trigger's role lets it name no other attribute, not even in a condition.
   */
  function commitAcceptance(accepted: Membership, { isFirst }: { isFirst: boolean }): Promise<boolean> {
    const { tenantId, userId, acceptedAt } = accepted
    const write: Write = {
      kind: 'update',
      table: name,
      key: { tenantId, userId },
      update: 'SET acceptedAt = if_not_exists(acceptedAt, :now)',
      condition: `attribute_exists(userId)${isFirst ? ' AND attribute_not_exists(acceptedAt)' : ''}`,
      values: { ':now': acceptedAt },
    }
    const before: Membership = { ...accepted, state: 'invited' }
    const change = membershipChange('invitation-accepted', { before, after: accepted })
    const recorded = isFirst ? audit(byPerson(accepted), change) : null
    return commit(accepted, write, membershipEvent('sbt_aws_tenantUserCreated', accepted), recorded)
  }

  return {
    async insert(membership) {
      await commit(
        membership,
        { kind: 'put', table: name, item: membership, condition: 'attribute_not_exists(userId)' },
        membershipEvent('sbt_aws_tenantUserCreated', membership),
        audit(by, membershipChange('invited', { before: null, after: membership })),
      )
    },
    promote(member) {
      const state = member.state === 'disabled' ? 'active' : member.state
      const admin: Membership = {
        ...member,
        role: 'TenantAdmin',
        state,
        sequence: nextSequence(member, system.now()),
      }
      const { tenantId, userId } = member
      return commit(
        member,
        { kind: 'update', table: name, key: { tenantId, userId }, ...applyChange(member, admin) },
        membershipEvent('sbt_aws_tenantUserCreated', admin),
        audit(by, membershipChange(actionOf(member, admin), { before: member, after: admin })),
      )
    },
    async accept(invited) {
      let published = acceptedAs(invited, system.now())
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        const isMade = attempt === 1 && (await commitAcceptance(published, { isFirst: true }))
        if (!isMade && !(await commitAcceptance(published, { isFirst: false }))) return false
        const present = await find(invited)
        // An admin may have changed the invitation in between: what was published must be what is stored.
        if (present?.acceptedAt === undefined || present.sequence === published.sequence)
          return present?.state === 'active'
        published = present
      }
      throw new Error('The membership kept changing while its invitation was accepted')
    },
    async enter(member) {
      const { tenantId, userId } = member
      const signedInAt = system.now()
      const write: Write = {
        kind: 'update',
        table: name,
        key: { tenantId, userId },
        update: 'SET signedInAt = :now',
        condition: 'attribute_exists(userId) AND attribute_not_exists(signedInAt)',
        values: { ':now': signedInAt },
      }
      await commit(member, write, membershipEvent('sbt_aws_tenantUserCreated', { ...member, signedInAt }), null)
    },
    async remove(tenantId, userId, standingId) {
      const standing: Write[] =
        standingId === undefined
          ? []
          : [{ kind: 'check', table: name, key: { tenantId, userId: standingId }, ...ACTIVE_ADMIN }]
      const key = { tenantId, userId }
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        const present = await find(key)
        if (!present) return
        const last = { ...present, sequence: nextSequence(present, system.now()) }
        const event = membershipEvent('sbt_aws_tenantUserDeleted', last)
        const recorded = audit(by, membershipChange('removed', { before: present, after: null }))
        if (
          await commit(present, { kind: 'delete', table: name, key, ...unchanged(present) }, event, recorded, standing)
        )
          return
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

/** The condition that nobody changed the membership since it was read; accepting an invitation changes no stored sequence. */
export const unchanged = ({ sequence, state, acceptedAt }: Pick<Membership, 'sequence' | 'state' | 'acceptedAt'>) => ({
  condition: `#sequence = :sequence${state === 'invited' ? ' AND attribute_not_exists(acceptedAt)' : ''}`,
  names: { '#sequence': 'sequence' },
  values: { ':sequence': acceptedAt === undefined ? sequence : sequence - 1 },
})

/** What `isActiveAdmin` says of a membership, said of the stored one. */
export const ACTIVE_ADMIN = {
  condition: '#role = :admin AND (#state = :active OR (#state = :invited AND attribute_exists(acceptedAt)))',
  names: { '#role': 'role', '#state': 'state' },
  values: { ':admin': 'TenantAdmin', ':active': 'active', ':invited': 'invited' },
}
