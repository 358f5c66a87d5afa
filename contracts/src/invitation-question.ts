import * as z from 'zod/mini'

/** What a person should know before they accept an invitation. */
export const Invitation = z.object({
  /** The address of the admin who invites; null for the platform's operators, and for who signed the tenant up. */
  by: z.nullable(z.string()),
  /** Since when the tenant exists, where that is known. */
  tenantSince: z.nullable(z.iso.datetime()),
})
export type Invitation = z.infer<typeof Invitation>

/**
 * Client metadata of a sign-in that is not to accept an invitation unasked. It is then refused, after the password was right, with the
 * invitation; a sign-in without it accepts.
 */
export const ASK_FIRST = { invitation: 'ask' } as const

const MARK = 'Invited: '

/** The refusal. Cognito shows a trigger's error to the client as a text, and nothing else of it. */
export const invitationQuestion = (invitation: Invitation): string => `${MARK}${JSON.stringify(invitation)}`

/** The invitation that a refusal is about, whatever Cognito wrote around it; null for any other refusal. */
export function readInvitationQuestion(message: string): Invitation | null {
  const start = message.indexOf(MARK)
  const text = start < 0 ? '' : message.slice(start + MARK.length, message.lastIndexOf('}') + 1)
  try {
    return z.parse(Invitation, JSON.parse(text))
  } catch {
    return null
  }
}
