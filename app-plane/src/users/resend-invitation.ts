import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { noContent } from '@tenantry/toolkit/http.ts'
import { mailProblem } from '@tenantry/toolkit/mail-problem.ts'
import { notFound } from '@tenantry/toolkit/not-found.ts'
import { inTenant } from '@tenantry/toolkit/tenant-scope.ts'
import type { Membership } from '../people/membership.ts'
import type { HeldPerson } from '../people/people.ts'
import { sendInvitation } from '../people/send-invitation.ts'
import type { InvitingServices } from './invite-user.ts'
import type { MemberStore } from './member-store.ts'
import { membershipBusy, notAdminAnyMore, unlessBusy } from './refusals.ts'

/** Sends an invitation again that was lost or has expired: with a fresh temporary password, unless the person has a password of their own. */
export const resendInvitation = (services: InvitingServices) =>
  inTenant(async (tenant, { params: { id = '' } }) => {
    const members = services.membersOf(tenant)
    const found = await members.get(id)
    if (!found) throw notFound('user')
    if (id === tenant.userId) throw alreadyIn()
    await services.limits.ofTenant(tenant.tenantId)
    await services.limits.ofAddress(found.email)
    await unlessBusy(() =>
      services.people.alone(found.email, tenant.tenantId, async (held) => {
        const member = await invitable(members, held, id)
        await confirmAdmin(members, member, tenant.userId)
        if (!(await mailed(services, held, member, tenant.tenantName))) throw alreadyIn()
        await members.mailSent(id)
      }),
    )
    return noContent()
  })

/** The member, who may have been removed, or may have accepted, while others were waited for. */
async function invitable(members: MemberStore, held: HeldPerson, id: string): Promise<Membership> {
  const member = await members.get(id)
  if (!member) throw notFound('user')
  if (member.state === 'disabled') throw new ApiError('CONFLICT', 'This person is disabled: enable them first.')
  const person = await held.find()
  if (person?.userId !== id)
    throw new ApiError('CONFLICT', 'The account is gone: remove the person and invite them again.')
  return member
}

/** What a removed admin must not do is written on condition that they are an admin. */
async function confirmAdmin(members: MemberStore, member: Membership, adminId: string): Promise<void> {
  const outcome = await members.change(member, members.after(member, member), adminId)
  if (outcome === 'not-admin') throw notAdminAnyMore()
  if (outcome === 'member-changed') throw membershipBusy()
}

async function mailed(
  services: InvitingServices,
  held: HeldPerson,
  member: Membership,
  tenantName: string,
): Promise<boolean> {
  try {
    return await sendInvitation(services, held, member, tenantName)
  } catch (error) {
    throw mailProblem(error, member.email)
  }
}

const alreadyIn = () =>
  new ApiError('CONFLICT', 'This person has signed in with a password of their own, and needs no invitation.')
