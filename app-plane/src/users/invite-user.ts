import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { created } from '@tenantry/toolkit/http.ts'
import { mailProblem } from '@tenantry/toolkit/mail-problem.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import { maximumOf, spentOf } from '@tenantry/toolkit/plan.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { inTenant, type TenantScope } from '@tenantry/toolkit/tenant-scope.ts'
import type { InvitationLimits } from '../people/invitation-limits.ts'
import { isActiveAdmin, type Membership, newMembership } from '../people/membership.ts'
import type { HeldPerson, People, Person } from '../people/people.ts'
import { type InvitationServices, sendInvitation } from '../people/send-invitation.ts'
import { InvitationBody } from './api.ts'
import type { MemberStore, MembersOf } from './member-store.ts'
import { notAdminAnyMore, unlessBusy } from './refusals.ts'
import { PEOPLE } from './service.ts'
import { userView } from './user-view.ts'

export interface InvitingServices extends InvitationServices {
  membersOf: MembersOf
  people: People
  limits: InvitationLimits
  system: Pick<System, 'now'>
}

/**
 * Invites a person: someone without a password of their own gets a mail with a temporary one; someone who belongs to another tenant, or did,
 * accepts by signing in to this one.
 */
export const inviteUser = (services: InvitingServices) =>
  inTenant(async (tenant, { body }) => {
    const { email: typed, role } = parse(InvitationBody, body)
    const email = typed.toLowerCase()
    const members = services.membersOf(tenant)
    const inviter = await members.get(tenant.userId)
    if (!inviter || !isActiveAdmin(inviter)) throw notAdminAnyMore()
    await refuseOneTooMany(tenant, members)
    await services.limits.ofTenant(tenant.tenantId)
    await services.limits.ofAddress(email)
    const invited = await unlessBusy(() =>
      services.people.alone(email, tenant.tenantId, async (held) => {
        const person = await held.createOrFind()
        const at = new Date(services.system.now()).toISOString()
        const membership = newMembership(person, { tenantId: tenant.tenantId, role, at, invitedBy: inviter.email })
        await insert(members, held, person, membership, inviter.userId)
        await withdrawOneTooMany(tenant, members, held, membership)
        await mailOrWithdraw(services, tenant, held, membership)
        return membership
      }),
    )
    return created(userView(invited))
  })

async function refuseOneTooMany(tenant: TenantScope, members: MemberStore): Promise<void> {
  const most = maximumOf(tenant, PEOPLE)
  if (most !== null && (await members.hasAsMany(most))) throw spentOf(PEOPLE)
}

/** Of invitations at the same moment, each sees itself and those before it: none is kept beyond the maximum, though both may be refused. */
async function withdrawOneTooMany(
  tenant: TenantScope,
  members: MemberStore,
  held: HeldPerson,
  membership: Membership,
): Promise<void> {
  const most = maximumOf(tenant, PEOPLE)
  if (most === null || !(await members.hasAsMany(most + 1))) return
  await withdraw(members, held, membership)
  throw spentOf(PEOPLE)
}

const alreadyMember = () =>
  new ApiError('CONFLICT', 'This person is a member of the tenant already.', { field: 'email' })

async function insert(
  members: MemberStore,
  held: HeldPerson,
  { userId }: Person,
  membership: Membership,
  adminId: string,
): Promise<void> {
  const outcome = await members.insert(membership, adminId)
  if (outcome === 'done') return
  if (outcome === 'member-changed') throw alreadyMember()
  // No membership leads to an account that was created for it.
  if (!(await members.get(userId))) await held.leave(userId)
  throw notAdminAnyMore()
}

async function mailOrWithdraw(
  services: InvitingServices,
  tenant: TenantScope,
  held: HeldPerson,
  membership: Membership,
): Promise<void> {
  const members = services.membersOf(tenant)
  try {
    await sendInvitation(services, held, membership, tenant.tenantName)
  } catch (error) {
    await withdraw(members, held, membership)
    throw mailProblem(error, membership.email)
  }
  await members.mailSent(membership.userId)
}

async function withdraw(members: MemberStore, held: HeldPerson, membership: Membership): Promise<void> {
  await members.withdraw(membership)
  await held.leave(membership.userId)
}
