import { noContent } from '@tenantry/toolkit/http.ts'
import type { Logger } from '@tenantry/toolkit/logger.ts'
import { notFound } from '@tenantry/toolkit/not-found.ts'
import { assertFits } from '@tenantry/toolkit/precondition.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import type { Membership } from '../people/membership.ts'
import type { HeldPerson, People } from '../people/people.ts'
import type { Change, MemberStore, MembersOf } from './member-store.ts'
import { ATTEMPTS, lastAdmin, membershipBusy, notAdminAnyMore, unlessBusy } from './refusals.ts'

/** Takes a person out of the tenant; the account goes with the last membership. One admin always stays. */
export const removeUser = ({ membersOf, people, logger }: { membersOf: MembersOf; people: People; logger: Logger }) =>
  inTenant(async (tenant, { params: { id = '' }, precondition }) => {
    const members = membersOf(tenant)
    const found = await members.get(id)
    if (!found) throw notFound('user')
    await unlessBusy(() =>
      people.alone(found.email, tenant.tenantId, async (held) => {
        for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
          const member = await members.get(id)
          if (!member) throw notFound('user')
          assertFits(precondition, id, member.sequence)
          const leaves = id === tenant.userId
          const change = leaves ? await leave(members, member) : await members.remove(member, tenant.userId)
          if (change === 'not-admin' && !leaves) throw notAdminAnyMore()
          if (change === 'done') return removeAccount(held, id, logger)
        }
        throw membershipBusy()
      }),
    )
    return noContent()
  })

/** An admin who leaves needs another one who stays, in the same transaction. */
async function leave(members: MemberStore, member: Membership): Promise<Change> {
  const staying = await members.anotherAdmin(member.userId)
  if (!staying) throw lastAdmin()
  return members.remove(member, staying.userId)
}

// The person is out of the tenant already, and an account without a membership gets no token: not worth failing the request.
async function removeAccount(held: HeldPerson, userId: string, logger: Logger): Promise<void> {
  try {
    await held.leave(userId)
  } catch (error) {
    logger.error('account not removed', error as Error)
  }
}
