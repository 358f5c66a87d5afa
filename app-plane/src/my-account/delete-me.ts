import { ApiError } from '@tenantry/toolkit/api-error.ts'
import type { By } from '@tenantry/toolkit/audit.ts'
import { noContent } from '@tenantry/toolkit/http.ts'
import { TransactionCancelled } from '@tenantry/toolkit/table.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import { isActiveAdmin, type Membership } from '../people/membership.ts'
import type { MembershipChanges } from '../people/membership-changes.ts'
import type { MembershipStore } from '../people/membership-store.ts'
import type { People } from '../people/people.ts'

interface Services {
  memberships: Pick<MembershipStore, 'ofUser' | 'ofTenant'>
  changes: (by: By) => Pick<MembershipChanges, 'remove'>
  people: Pick<People, 'alone'>
}

/**
 * Ends all memberships of the caller; the account goes with the last one. Whether they may is asked for all tenants before the first one is
 * left, and again in the transaction of each. The index may miss a membership of the last second: it keeps the account, and the next call ends it.
 */
export const deleteMe = ({ memberships, changes, people }: Services) =>
  inTenant(async ({ userId, by }) => {
    const own = await memberships.ofUser(userId)
    const leaving = await Promise.all(
      own.map(async (member) => ({ member, standing: await standingAdmin(memberships, member) })),
    )
    for (const { member, standing } of leaving) {
      const { tenantId, email } = member
      await people.alone(email, tenantId, async (held) => {
        // The account goes last: who stays after all, because another admin left meanwhile, must still have it.
        await unlessLast(tenantId, () => changes(by).remove(tenantId, userId, standing?.userId))
        await held.leave(userId)
      })
    }
    return noContent()
  })

/** Another admin, where the member is one; null where the tenant can do without them. */
async function standingAdmin(memberships: Pick<MembershipStore, 'ofTenant'>, member: Membership) {
  if (!isActiveAdmin(member)) return null
  const members = await memberships.ofTenant(member.tenantId)
  const other = members.find((one) => isActiveAdmin(one) && one.userId !== member.userId)
  if (!other) throw lastAdminOf(member.tenantId)
  return other
}

async function unlessLast(tenantId: string, remove: () => Promise<void>): Promise<void> {
  try {
    await remove()
  } catch (error) {
    throw error instanceof TransactionCancelled ? lastAdminOf(tenantId) : error
  }
}

const lastAdminOf = (tenantId: string) =>
  new ApiError(
    'CONFLICT',
    `You are the only admin of the tenant ${tenantId}. Make someone else an admin first, or have the tenant deleted.`,
  )
