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
    case 'TIER_UNAVAILABLE':
      return 'This tier takes no sign-ups at the moment. Choose another one.'
    default:
      return error.message
  }
}
