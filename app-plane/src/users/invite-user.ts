import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { created } from '@tenantry/toolkit/http.ts'
import type { SendMail } from '@tenantry/toolkit/mails.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { inTenant, type TenantScope } from '@tenantry/toolkit/tenant-scope.ts'
import { invitationForMember } from '../people/invitation-for-member.ts'
import { type Membership, newMembership } from '../people/membership.ts'
import type { People, Person } from '../people/people.ts'
import type { SignInLink } from '../people/sign-in-link.ts'
import { InvitationBody } from './api.ts'
import type { MembersOf } from './member-store.ts'
import { notAdminAnyMore } from './refusals.ts'
import { userView } from './user-view.ts'

interface Services {
  membersOf: MembersOf
  people: People
  sendMail: SendMail
  signInLink: SignInLink
  system: Pick<System, 'now'>
}

/** Invites a person: someone new gets a mail with a temporary password; someone who has an account must accept by signing in to this tenant. */
export const inviteUser = (services: Services) =>
  inTenant(async (tenant, { body }) => {
    const { email, role } = parse(InvitationBody, body)
    const { people, system, membersOf } = services
    const person = await people.createOrFind(email.toLowerCase(), tenant.tenantId)
    const at = new Date(system.now()).toISOString()
    const membership = newMembership(person, { tenantId: tenant.tenantId, role, at })
    const outcome = await membersOf(tenant).insert(membership, tenant.userId)
    if (outcome !== 'done') {
      // No membership leads to an account that was created for it.
      if (person.isNew && outcome === 'not-admin')
        await people.removeUnlessMemberElsewhere(person.userId, tenant.tenantId)
      throw outcome === 'not-admin' ? notAdminAnyMore() : alreadyMember()
    }
    await mailOrWithdraw(services, tenant, person, membership)
    return created(userView(membership))
  })

const alreadyMember = () =>
  new ApiError('CONFLICT', 'This person is a member of the tenant already.', { field: 'email' })

// The membership comes first: the mail's text reads from it which tenant invites.
async function mailOrWithdraw(services: Services, tenant: TenantScope, person: Person, membership: Membership) {
  const { people, sendMail, signInLink, membersOf } = services
  const { userId, email, isNew } = person
  const { tenantName } = tenant
  const members = membersOf(tenant)
  try {
    if (isNew) await people.sendInvitation(email)
    else await sendMail(invitationForMember({ tenantName, email, link: await signInLink(tenantName) }))
  } catch (error) {
    await members.withdraw(membership)
    if (isNew) await people.removeUnlessMemberElsewhere(userId, tenant.tenantId)
    throw error
  }
  await members.mailSent(userId)
}
