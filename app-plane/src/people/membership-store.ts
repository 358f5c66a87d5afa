import { ConditionFailed, type Item, type Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { Membership } from './membership.ts'

/** Memberships (pk `tenantId`, sk `userId`, index `byUser`) for functions that know people, under their own role. */
export interface MembershipStore {
  /** Strongly consistent. */
  get(tenantId: string, userId: string): Promise<Membership | undefined>
  /** All of a person, by the index: what was written within the last second may be missing. */
  ofUser(userId: string): Promise<Membership[]>
  ofTenant(tenantId: string): Promise<Membership[]>
  /** So many of them, or all there are. */
  someOfTenant(tenantId: string, limit: number): Promise<Membership[]>
  /** Notes that the invitation was mailed, for which request of the operators if for one. Does nothing when the membership is gone. */
  mailSent(membership: Membership, mailedFor?: number): Promise<void>
}

export function membershipStore(table: Table): MembershipStore {
  return {
    async get(tenantId, userId) {
      const item = await table.get({ tenantId, userId })
      return item && z.parse(Membership, item)
    },
    ofUser: (userId) => all(table, { index: 'byUser', key: 'userId = :id', values: { ':id': userId } }),
    ofTenant: (tenantId) => all(table, { key: 'tenantId = :id', values: { ':id': tenantId } }),
    async someOfTenant(tenantId, limit) {
      const { items } = await table.query({ key: 'tenantId = :id', values: { ':id': tenantId }, limit })
      return items.map((item) => z.parse(Membership, item))
    },
    async mailSent({ tenantId, userId }, mailedFor) {
      const request = mailedFor === undefined ? '' : ', mailedFor = :request'
      try {
        await table.update(
          { tenantId, userId },
          {
            update: `SET mail = :sent${request}`,
            condition: 'attribute_exists(userId)',
            values: { ':sent': 'sent', ':request': mailedFor },
          },
        )
      } catch (error) {
        if (!(error instanceof ConditionFailed)) throw error
      }
    },
  }
}

async function all(table: Table, query: { index?: string; key: string; values: Item }): Promise<Membership[]> {
  const memberships: Membership[] = []
  let after: Item | undefined
  do {
    const page = await table.query({ ...query, ...(after && { after }) })
    memberships.push(...page.items.map((item) => z.parse(Membership, item)))
    after = page.next
  } while (after)
  return memberships
}
