import type { Cursors } from '@tenantry/toolkit/cursors.ts'
import type { Entry } from '@tenantry/toolkit/events.ts'
import type { Page } from '@tenantry/toolkit/pages.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { type Item, TransactionCancelled, type Write } from '@tenantry/toolkit/table.ts'
import { type CommitEntries, tenantEntry } from '@tenantry/toolkit/tenant-outbox.ts'
import type { TenantScope } from '@tenantry/toolkit/tenant-scope.ts'
import * as z from 'zod/mini'
import { isActiveAdmin, Membership, membershipEvent, nextSequence } from '../people/membership.ts'
import { ACTIVE_ADMIN, applyChange, unchanged } from '../people/membership-changes.ts'
import { actionOf, membershipChange, type PeopleAudit, type PersonChange } from '../people/people-audit.ts'

/** What came of a change that only a present admin may make. */
export type Change =
  | 'done'
  /** The admin in whose name it was made is none any more. */
  | 'not-admin'
  /** The membership was changed or removed by somebody else since it was read. */
  | 'member-changed'

/** One tenant's memberships, under the tenant's session. Each change is recorded and publishes an event, in its own transaction. */
export interface MemberStore {
  get(userId: string): Promise<Membership | undefined>
  list(request: { limit: number; cursor: string | undefined }): Promise<Page<Membership>>
  /** Whether there are so many members, in whatever state; reads no more than these. */
  hasAsMany(count: number): Promise<boolean>
  /** In the name of an admin, who must be one at that moment: `member-changed` when the person is a member already. */
  insert(membership: Membership, adminId: string): Promise<Change>
  mailSent(userId: string): Promise<void>
  /** Undoes an insert. */
  withdraw(membership: Membership): Promise<void>
  /** An active admin besides this person. */
  anotherAdmin(userId: string): Promise<Membership | undefined>
  /** A member as a change made now leaves them. */
  after(member: Membership, to: Pick<Membership, 'role' | 'state'>): Membership
  /** Each is one transaction that also checks that `adminId`, someone else, is an active admin at that moment: so one is always left. */
  change(member: Membership, after: Membership, adminId: string): Promise<Change>
  remove(member: Membership, adminId: string): Promise<Change>
}

/** The door to a tenant's memberships: there is none without a scope. */
export type MembersOf = (tenant: TenantScope) => MemberStore

const UserId = z.string().check(z.regex(/^[\w-]{1,64}$/))
const Position = z.object({ after: UserId })
/** A path may hold anything, also what DynamoDB would refuse as a key. */
const isUserId = (text: string): boolean => z.safeParse(UserId, text).success
const SEARCH_PAGE = 100
const COUNTED_AT_ONCE = 1000

export function memberStore(
  tableName: string,
  {
    commitEntries,
    audit,
    cursors,
    system,
  }: { commitEntries: CommitEntries; audit: PeopleAudit; cursors: Cursors; system: Pick<System, 'now' | 'uuid'> },
): MembersOf {
  return (tenant) => {
    const table = tenant.table(tableName)
    const { tenantId } = tenant
    const key = (userId: string) => ({ tenantId, userId })

    async function page(limit: number, after: string | undefined): Promise<Membership[]> {
      const { items } = await table.query({
        key: after === undefined ? 'tenantId = :tenant' : 'tenantId = :tenant AND userId > :after',
        values: { ':tenant': tenantId, ':after': after },
        limit,
      })
      return items.map((item) => z.parse(Membership, item))
    }

    async function commit(writes: Write[], event: Entry, change: PersonChange): Promise<void> {
      const recorded = audit(tenant.by, change)
      const news = [tenantEntry(tenantId, event, system), recorded.entry]
      await commitEntries(tenant, [...writes, recorded.write], news)
    }

    async function byAdmin(adminId: string, write: Write, event: Entry, change: PersonChange): Promise<Change> {
      const standing: Write = { kind: 'check', table: tableName, key: key(adminId), ...ACTIVE_ADMIN }
      try {
        await commit([standing, write], event, change)
        return 'done'
      } catch (error) {
        if (!(error instanceof TransactionCancelled)) throw error
        if (error.failedAt(0)) return 'not-admin'
        if (error.failedAt(1)) return 'member-changed'
        throw error
      }
    }

    function deletionOf(member: Membership): { write: Write; event: Entry } {
      const last = { ...member, sequence: nextSequence(member, system.now()) }
      return {
        write: { kind: 'delete', table: tableName, key: key(member.userId), ...unchanged(member) },
        event: membershipEvent('sbt_aws_tenantUserDeleted', last),
      }
    }

    return {
      async hasAsMany(count) {
        let left = count
        let after: Item | undefined
        do {
          if (left <= 0) return true
          const found = await table.query({
            key: 'tenantId = :tenant',
            values: { ':tenant': tenantId },
            attributes: ['userId'],
            limit: Math.min(left, COUNTED_AT_ONCE),
            ...(after && { after }),
          })
          left -= found.items.length
          after = found.next
        } while (after)
        return left <= 0
      },
      async get(userId) {
        const item = isUserId(userId) ? await table.get(key(userId)) : undefined
        return item && z.parse(Membership, item)
      },
      async list({ limit, cursor }) {
        const list = [tenantId, 'users']
        const after = cursor === undefined ? undefined : (await cursors.decode(list, Position, cursor)).after
        const found = await page(limit + 1, after)
        const items = found.slice(0, limit)
        const last = items.at(-1)
        const more = found.length > limit && last
        return { items, nextCursor: more ? await cursors.encode(list, { after: last.userId }) : null }
      },
      insert(membership, adminId) {
        const item = { ...membership, tenantId }
        const write: Write = { kind: 'put', table: tableName, item, condition: 'attribute_not_exists(userId)' }
        const change = membershipChange('invited', { before: null, after: item })
        return byAdmin(adminId, write, membershipEvent('sbt_aws_tenantUserCreated', item), change)
      },
      async mailSent(userId) {
        await table.update(key(userId), {
          update: 'SET mail = :sent',
          condition: 'attribute_exists(userId)',
          values: { ':sent': 'sent' },
        })
      },
      async withdraw(membership) {
        const { write, event } = deletionOf(membership)
        await commit([write], event, membershipChange('invitation-withdrawn', { before: membership, after: null }))
      },
      async anotherAdmin(userId) {
        let after: string | undefined
        do {
          const members = await page(SEARCH_PAGE, after)
          const admin = members.find((member) => isActiveAdmin(member) && member.userId !== userId)
          if (admin) return admin
          after = members.at(-1)?.userId
        } while (after !== undefined)
        return undefined
      },
      after(member, to) {
        const now = system.now()
        const ended = to.state === 'disabled' && { validFrom: now }
        return { ...member, ...to, ...ended, sequence: nextSequence(member, now) }
      },
      change(member, after, adminId) {
        const write: Write = {
          kind: 'update',
          table: tableName,
          key: key(member.userId),
          ...applyChange(member, after),
        }
        const change = membershipChange(actionOf(member, after), { before: member, after })
        return byAdmin(adminId, write, membershipEvent('sbt_aws_tenantUserCreated', after), change)
      },
      remove(member, adminId) {
        const { write, event } = deletionOf(member)
        return byAdmin(adminId, write, event, membershipChange('removed', { before: member, after: null }))
      },
    }
  }
}
