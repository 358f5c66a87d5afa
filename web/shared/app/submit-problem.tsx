import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import { isStale, problemText } from './problem-alert.tsx'

/** Why a change was refused. One that is stale can be made again on what is there now, with what was typed in its place. */
export function SubmitProblem({ error, onReload }: { error: unknown; onReload?: (() => void) | undefined }) {
  return (
    <Alert
      type={isStale(error) ? 'warning' : 'error'}
      action={
        isStale(error) &&
        onReload && (
          <Button formAction="none" onClick={onReload}>
            Reload and keep what I typed
          </Button>
        )
      }
    >
      {problemText(error)}
    </Alert>
  )
}
