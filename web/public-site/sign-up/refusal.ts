import { ApiProblem } from '../../shared/api/api-problem.ts'

/** A refusal in words that help; undefined where the form says it at a field. */
export function refusal(error: unknown): string | undefined {
  if (error === null || error === undefined) return undefined
  if (!(error instanceof ApiProblem)) return 'The sign-up failed. Try again in a moment.'
  switch (error.code) {
    case 'NAME_TAKEN':
      return undefined
    case 'THROTTLED':
      return 'Many people sign up at this moment. Wait a few seconds, then try again.'
    case 'TOO_MANY_CODES':
      return 'This address was sent as many codes as it gets in an hour. Use the newest one, or try again later.'
    case 'MAIL_REJECTED':
      return 'No mail can be sent to this address. Use another one.'
    case 'TIER_UNAVAILABLE':
      return 'This tier takes no sign-ups at the moment. Choose another one.'
    default:
      return error.message
  }
}
