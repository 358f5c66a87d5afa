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
  /** Claims the sending of the invitation mail; false when it was sent, or another run claimed it after `staleBefore`. */
  claimMail(membership: Membership, now: number, staleBefore: number): Promise<boolean>
  settleMail(membership: Membership, mail: 'pending' | 'sent'): Promise<void>
}

export function membershipStore(table: Table): MembershipStore {
  return {
    async get(tenantId, userId) {
      const item = await table.get({ tenantId, userId })
      return item && z.parse(Membership, item)
    },
    ofUser: (userId) => all(table, { index: 'byUser', key: 'userId = :id', values: { ':id': userId } }),
    ofTenant: (tenantId) => all(table, { key: 'tenantId = :id', values: { ':id': tenantId } }),
    claimMail: ({ tenantId, userId }, now, staleBefore) =>
      conditionHolds(() =>
        table.update(
          { tenantId, userId },
          {
            update: 'SET mail = :sending, mailClaimedAt = :now',
            condition: 'mail = :pending OR (mail = :sending AND mailClaimedAt < :stale)',
            values: { ':pending': 'pending', ':sending': 'sending', ':now': now, ':stale': staleBefore },
          },
        ),
      ),
    async settleMail({ tenantId, userId }, mail) {
      await conditionHolds(() =>
        table.update(
          { tenantId, userId },
          { update: 'SET mail = :mail', condition: 'attribute_exists(userId)', values: { ':mail': mail } },
        ),
      )
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

/** False when the condition of the write did not hold. */
async function conditionHolds(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write()
    return true
  } catch (error) {
    if (error instanceof ConditionFailed) return false
    throw error
  }
}
