import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { When } from '../../shared/app/when.tsx'
import type { Workflow } from '../models.ts'
import { STATUSES, STEPS } from './workflow-texts.ts'

type Look = { label: string; type: StatusIndicatorProps.Type }

/** Whether a workflow runs, is over, or what it waits for. */
export function WorkflowState({ workflow }: { workflow: Workflow }) {
  const { label, type } = lookOf(workflow)
  return (
    <StatusIndicator type={type}>
      {label}
      {workflow.waitsUntil !== null && (
        <>
          {' '}
          <When at={workflow.waitsUntil} />
        </>
      )}
    </StatusIndicator>
  )
}

function lookOf({ status, waitsFor, undoRequested }: Workflow): Look {
  if (waitsFor === 'slot') return { label: 'Waiting until others have ended', type: 'pending' }
  if (status === 'running' && undoRequested) return { label: 'Being undone', type: 'in-progress' }
  if (status !== 'waiting') return STATUSES[status]
  switch (waitsFor) {
    case 'approval':
      return { label: 'Waiting for approval', type: 'pending' }
    case 'confirm':
      return { label: 'Waiting to be confirmed', type: 'pending' }
    case 'time':
      return { label: 'Begins at', type: 'pending' }
    default:
      return STATUSES.waiting
  }
}

/** How far a workflow is: the step that runs, failed, or comes next, of how many. */
export function progressText({ steps }: Workflow): string {
  const at = steps.findIndex(({ status }) => status !== 'done')
  const step = steps[at]
  if (!step) return steps.length === 1 ? '1 step' : `All ${steps.length} steps`
  return `${at + 1} of ${steps.length}: ${STEPS[step.name]}`
}
