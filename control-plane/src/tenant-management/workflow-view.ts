import type { WorkflowView } from '@tenantry/contracts/control-plane-api/workflow-schemas.ts'
import { hasLeftovers, type Step, type Workflow } from '../workflows/workflow.ts'
import { actionsOf } from './workflow-actions.ts'

/** A workflow as operators see it. What it waits with, its task token, is shown to nobody. */
export function workflowView(workflow: Workflow): WorkflowView {
  const { workflowId, kind, status, steps, waitsFor, error, attempt, startedAt, endedAt } = workflow
  return {
    workflowId,
    kind,
    status,
    steps: steps.map(stepView),
    waitsFor: isOver(workflow) ? null : (waitsFor?.what ?? null),
    error,
    hasLeftovers: hasLeftovers(workflow),
    attempt,
    startedAt,
    endedAt,
    actions: actionsOf(workflow),
  }
}

/** Whether what it waited for has come: it is kept for an answer that comes twice. */
const isOver = ({ waitsFor, steps }: Workflow): boolean =>
  waitsFor?.what === 'answer' && steps.some(({ name, status }) => name === waitsFor.step && status === 'done')

const stepView = ({ name, status, startedAt, endedAt, error }: Step): WorkflowView['steps'][number] => ({
  name,
  status,
  startedAt,
  ...(endedAt !== null && { endedAt }),
  ...(error !== null && { error }),
})
