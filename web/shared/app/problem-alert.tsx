import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import { ApiProblem } from '../api/api-problem.ts'

/** What a person reads about a call that failed. */
export function problemText(error: unknown): string {
  if (!(error instanceof ApiProblem)) return 'Something went wrong on this page. Reload it and try again.'
  switch (error.code) {
    case 'THROTTLED':
      return `Your tenant sends more requests than its tier allows. Wait ${waitOf(error)}, then try again.`
    case 'QUOTA_EXCEEDED':
      return "Your tenant's requests of this month are used up. An admin can ask for a larger tier."
    case 'PRECONDITION_FAILED':
      return 'Somebody changed this since you opened it, and nothing was saved.'
    case 'NOT_ENTITLED':
      return `${error.message} An admin can ask for a tier that does.`
    case 'ALLOWANCE_SPENT':
      return `${error.message} An admin can ask for another tier.`
    case 'FORBIDDEN':
      return 'Your role does not allow this.'
    default:
      return error.message
  }
}

/** Whether a change was refused because what it changes was changed since it was read. */
export const isStale = (error: unknown): boolean => error instanceof ApiProblem && error.code === 'PRECONDITION_FAILED'

/** The member that an API found wrong, for the form to point at. */
export const fieldOf = (error: unknown): string | undefined => (error instanceof ApiProblem ? error.field : undefined)

/** A failed read in the place of what it should have shown. */
export function ProblemAlert({ error, retry }: { error: unknown; retry?: () => void }) {
  const requestId = error instanceof ApiProblem ? error.requestId : null
  return (
    <Alert
      type={error instanceof ApiProblem && error.code === 'THROTTLED' ? 'warning' : 'error'}
      header="This cannot be shown at the moment"
      action={retry && <Button onClick={retry}>Try again</Button>}
    >
      {problemText(error)}
      {requestId !== null && <div>Request {requestId}</div>}
    </Alert>
  )
}

function waitOf({ waitSeconds }: ApiProblem): string {
  if (waitSeconds === null || waitSeconds <= 1) return 'a second'
  return waitSeconds < 120 ? `${waitSeconds} seconds` : `${Math.ceil(waitSeconds / 60)} minutes`
}
