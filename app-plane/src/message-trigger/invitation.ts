import { mailName } from '@tenantry/toolkit/mail-name.ts'

/**
 * The invitation of a new person. Cognito sends HTML and sends its own text unless both placeholders are there; `<pre>` keeps the lines.
 */
export function invitation(mail: {
  tenantName: string
  email: string
  passwordPlaceholder: string
  usernamePlaceholder: string
  /** Where to sign in, where that is known. */
  link: string | null
}): { subject: string; text: string } {
  const tenant = mailName(mail.tenantName)
  const lines = [
    `Welcome to ${escaped(tenant)}.`,
    '',
    'You are invited to sign in:',
    '',
    ...(mail.link === null ? [] : [mail.link, '']),
    `User name: ${mail.email}`,
    `Temporary password: ${mail.passwordPlaceholder}`,
    '',
    'You choose a password of your own when you sign in for the first time. The temporary one is valid for seven days, and takes the place of',
    'any that an earlier invitation held.',
    `(This mail is about the account ${mail.usernamePlaceholder}.)`,
  ]
  return { subject: `Your invitation to ${tenant}`, text: `<pre>\n${lines.join('\n')}\n</pre>` }
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
