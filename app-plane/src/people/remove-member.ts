import type { Membership } from './membership.ts'
import type { MembershipChanges } from './membership-changes.ts'
import type { People } from './people.ts'

/**
 * Takes a person out of a tenant, and out of the pool with the last membership. The account goes first: a run that is cut off in between
 * finds the membership again, and nothing else would lead to the account. Answers whether the account is gone.
 */
export const removeMember = (
  { memberships, people }: { memberships: Pick<MembershipChanges, 'remove'>; people: Pick<People, 'alone'> },
  { tenantId, userId, email }: Pick<Membership, 'tenantId' | 'userId' | 'email'>,
): Promise<boolean> =>
  people.alone(email, tenantId, async (held) => {
    const isAccountGone = await held.leave(userId)
    await memberships.remove(tenantId, userId)
    return isAccountGone
  })
