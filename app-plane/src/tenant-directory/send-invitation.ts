import type { TenantState } from '@tenantry/contracts/events.ts'
import type { SendMail } from '@tenantry/toolkit/mails.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { invitationForMember } from '../people/invitation-for-member.ts'
import type { Membership } from '../people/membership.ts'
import type { MembershipStore } from '../people/membership-store.ts'
import type { People } from '../people/people.ts'
import type { SignInLink } from '../people/sign-in-link.ts'

/** A run that claimed the mail and left no result within this time was killed. */
const CLAIM_MS = 60_000

export interface InvitationServices {
  memberships: MembershipStore
  people: People
  sendMail: SendMail
  signInLink: SignInLink
  system: Pick<System, 'now'>
}

/**
 * Sends the first user's invitation, once however often the event arrives. While another run has the claim it throws: that run may have
 * been killed before it sent, and only a retry finds out.
 */
export async function sendInvitation(services: InvitationServices, tenant: TenantState): Promise<void> {
  const { memberships, system } = services
  const email = tenant.adminEmail.toLowerCase()
  const admin = (await memberships.ofTenant(tenant.tenantId)).find((membership) => membership.email === email)
  if (!admin || admin.mail === 'sent') return
  if (!(await memberships.claimMail(admin, system.now(), system.now() - CLAIM_MS))) {
    throw new Error(`Another run is sending the invitation of ${admin.userId}`)
  }
  try {
    await send(services, admin, tenant.tenantName)
  } catch (error) {
    await memberships.settleMail(admin, 'pending')
    throw error
  }
  await memberships.settleMail(admin, 'sent')
}

async function send({ people, sendMail, signInLink }: InvitationServices, admin: Membership, tenantName: string) {
  if (admin.state === 'invited') {
    return sendMail(invitationForMember({ tenantName, email: admin.email, link: await signInLink(tenantName) }))
  }
  // False: they signed in already, by a mail that an earlier run sent before it was killed.
  await people.sendInvitation(admin.email)
}
