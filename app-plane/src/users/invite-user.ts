import { InvitationBody } from '@tenantry/contracts/tenant-api/schemas.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { created } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import { newMembership } from '../people/membership.ts'
import type { People } from '../people/people.ts'
import type { MemberStore, MembersOf } from './member-store.ts'
import { userView } from './user-view.ts'

/** Invites a person: someone new gets a mail with a temporary password; someone who has an account must accept by signing in to this tenant. */
export const inviteUser = (services: { membersOf: MembersOf; people: People; system: System }) =>
  inTenant(async (tenant, { body }) => {
    const { email, role } = parse(InvitationBody, body)
    const { people, system } = services
    const members = services.membersOf(tenant)
    const person = await people.createOrFind(email.toLowerCase(), tenant.tenantId)
    const at = new Date(system.now()).toISOString()
    const membership = newMembership(person, { tenantId: tenant.tenantId, role, at })
    if (!(await members.insert(membership))) {
      throw new ApiError('CONFLICT', 'This person is a member of the tenant already.', { field: 'email' })
    }
    if (person.isNew) await mailOrWithdraw(members, people, person, tenant.tenantId)
    return created(userView(membership))
  })

// The membership comes first: the mail's text reads from it which tenant invites.
async function mailOrWithdraw(
  members: MemberStore,
  people: People,
  { userId, email }: { userId: string; email: string },
  tenantId: string,
) {
  try {
    await people.sendInvitation(email)
  } catch (error) {
    await members.withdraw(userId)
    await people.removeUnlessMemberElsewhere(userId, tenantId)
    throw error
  }
  await members.mailSent(userId)
}
