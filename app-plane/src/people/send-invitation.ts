import type { SendMail } from '@tenantry/toolkit/mails.ts'
import { invitationForMember } from './invitation-for-member.ts'
import type { Membership } from './membership.ts'
import type { HeldPerson } from './people.ts'
import type { SignInLink } from './sign-in-link.ts'

export interface InvitationServices {
  sendMail: SendMail
  signInLink: SignInLink
}

/**
 * Sends the invitation of a membership. It holds a fresh temporary password for a person who has none of their own, whoever invited them
 * before. False when there is nothing to invite to: the person has a password, and acts in the tenant already.
 */
export async function sendInvitation(
  { sendMail, signInLink }: InvitationServices,
  held: HeldPerson,
  { email, state }: Pick<Membership, 'email' | 'state'>,
  tenantName: string,
): Promise<boolean> {
  if (await held.sendPassword()) return true
  if (state !== 'invited') return false
  await sendMail(invitationForMember({ tenantName, email, link: await signInLink(tenantName) }))
  return true
}
