import { type Announce, type OutboxEntry, outboxWrite } from '@tenantry/toolkit/outbox.ts'
import { decodeCursor, encodeCursor, type Page } from '@tenantry/toolkit/pages.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { TransactionCancelled, type Write } from '@tenantry/toolkit/table.ts'
import type { TenantScope } from '@tenantry/toolkit/tenant-scope.ts'
import * as z from 'zod/mini'
import { isActiveAdmin, Membership, nextSequence, told } from '../people/membership.ts'
import { changed, unchanged } from '../people/membership-changes.ts'
import { OUTBOX } from '../people/membership-store.ts'

/** What came of a change that only a present admin may make. */
export type Change =
  | 'done'
  /** The admin in whose name it was made is none any more. */
  | 'not-admin'
  /** The membership was changed or removed by somebody else since it was read. */
  | 'member-changed'

/** One tenant's memberships, under the tenant's session. The control plane is told of every change, in its own transaction. */
export interface MemberStore {
  get(userId: string): Promise<Membership | undefined>
  list(request: { limit: number; cursor: string | undefined }): Promise<Page<Membership>>
  /** False when the person is a member already. */
  insert(membership: Membership): Promise<boolean>
  mailSent(userId: string): Promise<void>
  /** Undoes an insert. */
  withdraw(membership: Membership): Promise<void>
  /** An active admin besides this person. */
  anotherAdmin(userId: string): Promise<Membership | undefined>
  /** Each is one transaction that also checks that `adminId`, someone else, is an active admin: so one is always left. */
  change(member: Membership, to: Pick<Membership, 'role' | 'state'>, adminId: string): Promise<Change>
  remove(member: Membership, adminId: string): Promise<Change>
}

/** The door to a tenant's memberships: there is none without a scope. */
export type MembersOf = (tenant: TenantScope) => MemberStore

const UserId = z.string().check(z.regex(/^[\w-]{1,64}$/))
const Position = z.object({ after: UserId })
/** A path may hold anything, also what DynamoDB would refuse as a key. */
const isUserId = (text: string): boolean => z.safeParse(UserId, text).success
const SEARCH_PAGE = 100

export function memberStore(
  tableName: string,
  { announce, system }: { announce: Announce; system: Pick<System, 'now'> },
): MembersOf {
  return (tenant) => {
    const table = tenant.table(tableName)
    const { tenantId } = tenant
    const key = (userId: string) => ({ tenantId, userId })

    async function page(limit: number, after: string | undefined): Promise<Membership[]> {
      const { items } = await table.query({
        // The tenant's outbox is behind its people, and no character of an id is before an exclamation mark.
        key: 'tenantId = :tenant AND userId BETWEEN :after AND :outbox',
        values: { ':tenant': tenantId, ':after': after === undefined ? '0' : `${after}!`, ':outbox': OUTBOX },
        limit,
      })
      return items.map((item) => z.parse(Membership, item))
    }

    async function commit(writes: Write[], entry: OutboxEntry): Promise<void> {
      await tenant.transact([...writes, outboxWrite(tableName, entry)])
      await announce(table, entry)
    }

    async function byAdmin(adminId: string, write: Write, entry: OutboxEntry): Promise<Change> {
      try {
        await commit([{ kind: 'check', table: tableName, key: key(adminId), ...ACTIVE_ADMIN }, write], entry)
        return 'done'
      } catch (error) {
        if (!(error instanceof TransactionCancelled)) throw error
        if (error.failedAt(0)) return 'not-admin'
        if (error.failedAt(1)) return 'member-changed'
        throw error
      }
    }

    function ended(member: Membership): { write: Write; entry: OutboxEntry } {
      const now = system.now()
      return {
        write: { kind: 'delete', table: tableName, key: key(member.userId), ...unchanged(member) },
        entry: told('sbt_aws_tenantUserDeleted', { ...member, sequence: nextSequence(member, now) }, now),
      }
    }

    return {
      async get(userId) {
        const item = isUserId(userId) ? await table.get(key(userId)) : undefined
        return item && z.parse(Membership, item)
      },
      async list({ limit, cursor }) {
        const after = cursor === undefined ? undefined : decodeCursor(Position, cursor).after
        const found = await page(limit + 1, after)
        const items = found.slice(0, limit)
        const last = items.at(-1)
        return { items, nextCursor: found.length > limit && last ? encodeCursor({ after: last.userId }) : null }
      },
      async insert(membership) {
        const item = { ...membership, tenantId }
        const entry = told('sbt_aws_tenantUserCreated', item, system.now())
        try {
          await commit([{ kind: 'put', table: tableName, item, condition: 'attribute_not_exists(userId)' }], entry)
          return true
        } catch (error) {
          if (error instanceof TransactionCancelled && error.failedAt(0)) return false
          throw error
        }
      },
      async mailSent(userId) {
        await table.update(key(userId), {
          update: 'SET mail = :sent',
          condition: 'attribute_exists(userId)',
          values: { ':sent': 'sent' },
        })
      },
      async withdraw(membership) {
        const { write, entry } = ended(membership)
        await commit([write], entry)
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
      change(member, to, adminId) {
        const now = system.now()
        const after = { ...member, ...to, sequence: nextSequence(member, now) }
        const write: Write = { kind: 'update', table: tableName, key: key(member.userId), ...changed(member, after) }
        return byAdmin(adminId, write, told('sbt_aws_tenantUserCreated', after, now))
      },
      remove(member, adminId) {
        const { write, entry } = ended(member)
        return byAdmin(adminId, write, entry)
      },
    }
  }
}

const ACTIVE_ADMIN = {
  condition: '#role = :admin AND #state = :active',
  names: { '#role': 'role', '#state': 'state' },
  values: { ':admin': 'TenantAdmin', ':active': 'active' },
}
