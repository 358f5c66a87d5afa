import { mailName } from '@tenantry/toolkit/mail-name.ts'
import type { Mail } from '@tenantry/toolkit/mails.ts'

/** The invitation of someone who has an account: they sign in as always, to this tenant. */
export function invitationForMember(invited: { tenantName: string; email: string; link: string | null }): Mail {
  const { tenantName, email, link } = invited
  const tenant = mailName(tenantName)
  const lines = [
    `You are invited to ${tenant}.`,
    '',
    `Sign in to ${tenant} as ${email}, with the password that you have already.`,
    ...(link === null ? [] : [link, '']),
    'Signing in to it accepts the invitation; until then it has no effect.',
  ]
  return { to: email, subject: `Your invitation to ${tenant}`, text: `${lines.join('\n')}\n` }
}
