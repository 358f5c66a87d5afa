import { noContent } from '@tenantry/toolkit/http.ts'
import type { Logger } from '@tenantry/toolkit/logger.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import { notFound } from '../not-found.ts'
import type { People } from '../people/people.ts'
import type { MemberStore, MembersOf, Removal } from './member-store.ts'
import { ATTEMPTS, lastAdmin, notAdminAnyMore } from './refusals.ts'

/** Takes a person out of the tenant; the account goes with the last membership. One admin always stays. */
export const removeUser = (services: { membersOf: MembersOf; people: People; logger: Logger }) =>
  inTenant(async (tenant, { params: { id = '' } }) => {
    const members = services.membersOf(tenant)
    const change = id === tenant.userId ? await leave(members, id) : await members.remove(id, tenant.userId)
    if (change === 'no-such-member') throw notFound('user')
    if (change === 'not-admin') throw notAdminAnyMore()
    await removeAccount(services, id, tenant.tenantId)
    return noContent()
  })

/** An admin who leaves needs another one who stays, in the same transaction. */
async function leave(members: MemberStore, userId: string): Promise<Removal> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const staying = await members.anotherAdmin(userId)
    if (!staying) break
    const change = await members.remove(userId, staying.userId)
    if (change !== 'not-admin') return change
  }
  throw lastAdmin()
}

// The person is out of the tenant already, and an account without a membership gets no token: not worth failing the request.
async function removeAccount({ people, logger }: { people: People; logger: Logger }, userId: string, tenantId: string) {
  try {
    await people.removeUnlessMemberElsewhere(userId, tenantId)
  } catch (error) {
    logger.error('account not removed', error as Error)
  }
}
