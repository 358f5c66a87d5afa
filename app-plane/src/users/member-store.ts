import { decodeCursor, encodeCursor, type Page } from '@tenantry/toolkit/pages.ts'
import { ConditionFailed, TransactionCancelled, type Write } from '@tenantry/toolkit/table.ts'
import type { TenantScope } from '@tenantry/toolkit/tenant-scope.ts'
import * as z from 'zod/mini'
import { isActiveAdmin, Membership } from '../people/membership.ts'

/** What came of a change that only a present admin may make. */
export type Change =
  | 'done'
  /** The admin in whose name it was made is none any more. */
  | 'not-admin'
  | 'no-such-member'
  /** The member's state was changed by somebody else since it was read. */
  | 'state-changed'

export type Removal = Exclude<Change, 'state-changed'>

/** One tenant's memberships, under the tenant's session. */
export interface MemberStore {
  get(userId: string): Promise<Membership | undefined>
  list(request: { limit: number; cursor: string | undefined }): Promise<Page<Membership>>
  /** False when the person is a member already. */
  insert(membership: Membership): Promise<boolean>
  mailSent(userId: string): Promise<void>
  /** Undoes an insert. */
  withdraw(userId: string): Promise<void>
  /** An active admin besides this person. */
  anotherAdmin(userId: string): Promise<Membership | undefined>
  /** Each is one transaction that also checks that `adminId`, someone else, is an active admin: so one is always left. */
  change(member: Membership, to: Pick<Membership, 'role' | 'state'>, adminId: string): Promise<Change>
  remove(userId: string, adminId: string): Promise<Removal>
}

/** The door to a tenant's memberships: there is none without a scope. */
export type MembersOf = (tenant: TenantScope) => MemberStore

const UserId = z.string().check(z.regex(/^[\w-]{1,64}$/))
const Position = z.object({ after: UserId })
/** A path may hold anything, also what DynamoDB would refuse as a key. */
const isUserId = (text: string): boolean => z.safeParse(UserId, text).success
const SEARCH_PAGE = 100

export function memberStore(tableName: string): MembersOf {
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

    async function byAdmin(adminId: string, write: Write): Promise<Change> {
      try {
        await tenant.transact([
          {
            kind: 'check',
            table: tableName,
            key: key(adminId),
            condition: '#role = :admin AND #state = :active',
            names: { '#role': 'role', '#state': 'state' },
            values: { ':admin': 'TenantAdmin', ':active': 'active' },
          },
          write,
        ])
        return 'done'
      } catch (error) {
        if (!(error instanceof TransactionCancelled)) throw error
        if (error.failedAt(0)) return 'not-admin'
        if (error.failedAt(1)) return error.reasons[1]?.item ? 'state-changed' : 'no-such-member'
        throw error
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
        try {
          await table.put({ ...membership, tenantId }, { condition: 'attribute_not_exists(userId)' })
          return true
        } catch (error) {
          if (error instanceof ConditionFailed) return false
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
      async withdraw(userId) {
        await table.delete(key(userId))
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
      change: ({ userId, state }, to, adminId) =>
        byAdmin(adminId, {
          kind: 'update',
          table: tableName,
          key: key(userId),
          update: 'SET #role = :role, #state = :state',
          // An invitation that is accepted meanwhile stays accepted.
          condition: '#state = :before',
          names: { '#role': 'role', '#state': 'state' },
          values: { ':role': to.role, ':state': to.state, ':before': state },
        }),
      async remove(userId, adminId) {
        if (!isUserId(userId)) return 'no-such-member'
        const change = await byAdmin(adminId, {
          kind: 'delete',
          table: tableName,
          key: key(userId),
          condition: 'attribute_exists(userId)',
        })
        // A removal asks for no state.
        return change === 'state-changed' ? 'no-such-member' : change
      },
    }
  }
}
