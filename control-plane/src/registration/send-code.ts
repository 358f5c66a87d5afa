import { CODE_MINUTES } from '@tenantry/contracts/sign-up.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import type { Logger } from '@tenantry/toolkit/logger.ts'
import { mailProblem } from '@tenantry/toolkit/mail-problem.ts'
import type { Mail, SendMail } from '@tenantry/toolkit/mails.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { CodeLimit } from './code-limit.ts'
import { hashCode, newCode } from './confirmation-code.ts'

export interface SendsCodes {
  codes: CodeLimit
  sendMail: SendMail
  system: Pick<System, 'random' | 'bytes'>
  logger: Pick<Logger, 'error'>
}

/**
 * Sends a new code to an address. `store` keeps its hash first, so that a mail that arrives has something to confirm; what fails is an error of the
 * caller, who can try again without having used up a code.
 */
export async function sendCode(
  { codes, sendMail, system, logger }: SendsCodes,
  email: string,
  store: (codeHash: string) => Promise<void>,
): Promise<void> {
  const { giveBack } = await codes.take(email)
  try {
    const code = newCode(system)
    await store(await hashCode(code, system))
    await sendMail(confirmationMail(email, code)).catch((error: Error) => {
      logger.error('the code could not be sent', error)
      const problem = mailProblem(error, email)
      throw problem instanceof ApiError ? problem : couldNotBeSent()
    })
  } catch (error) {
    await giveBack().catch((also: Error) => logger.error('a code that was not sent stays counted', also))
    throw error
  }
}

/** It holds no word that a stranger chose: anybody can have it sent to anybody. */
const confirmationMail = (to: string, code: string): Mail => ({
  to,
  subject: 'Your confirmation code',
  text: [
    'Someone, probably you, is signing up with this e-mail address.',
    '',
    `Confirmation code: ${code}`,
    '',
    `The code is valid for ${CODE_MINUTES} minutes. If it was not you, ignore this mail: without the code nothing happens.`,
    '',
  ].join('\n'),
})

const couldNotBeSent = () =>
  new ApiError('UNAVAILABLE', 'The code could not be sent. Try again in a moment.', { headers: { 'retry-after': '5' } })
