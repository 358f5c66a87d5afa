import { CODE_MINUTES } from '@tenantry/contracts/sign-up.ts'
import { ApiProblem } from '../../shared/api/api-problem.ts'

/** What was wrong with a code, or with sending another one, in words that say what to do. */
export function codeProblem(error: unknown): string {
  if (!(error instanceof ApiProblem)) return 'That did not work. Try again in a moment.'
  switch (error.code) {
    case 'CODE_WRONG':
      return `${error.message} Only the code of the newest mail is valid.`
    case 'CODE_SPENT':
      return 'This code was tried too often and is no longer valid. Have another one sent.'
    case 'NOT_FOUND':
      return `The code has expired: it is valid for ${CODE_MINUTES} minutes. Sign up again.`
    case 'NAME_TAKEN':
      return 'Someone else has taken the name in the meantime. Sign up again with another one.'
    case 'TOO_MANY_CODES':
      return 'This address was sent as many codes as it gets in an hour. Use the newest one, or wait.'
    case 'MAIL_REJECTED':
      return 'No mail can be sent to this address. Sign up again with another one.'
    case 'THROTTLED':
      return 'Too many requests at this moment. Wait a few seconds, then try again.'
    default:
      return error.message
  }
}

/** Whether the sign-up itself is over, so that only another one helps. */
export const endsSignUp = (error: unknown): boolean =>
  error instanceof ApiProblem && ['NOT_FOUND', 'NAME_TAKEN', 'MAIL_REJECTED'].includes(error.code)
