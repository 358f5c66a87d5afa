import { PROPAGATION_SECONDS } from '@tenantry/contracts/timing.ts'
import type { StepName } from '@tenantry/contracts/workflows.ts'
import type { Workflow } from '../workflows/workflow.ts'
import type { Outcome, WorkServices } from './work.ts'

/** Nothing looks at a workflow that waits, so it waits in pieces: whoever undoes it is heard within these seconds. */
const LONGEST_WAIT_SECONDS = 5

/** Waits until S after another step has ended: no request is under way then that does not know of it. Null when that is so. */
export function waitSince(
  { system }: Pick<WorkServices, 'system'>,
  { workflowId, steps }: Workflow,
  step: StepName,
): Extract<Outcome, { next: 'wait' }> | null {
  const endedAt = steps.find(({ name, status }) => name === step && status === 'done')?.endedAt
  if (!endedAt) throw new Error(`The step ${step} of workflow ${workflowId} is not done`)
  return waitUntil({ system }, Date.parse(endedAt) + PROPAGATION_SECONDS * 1000)
}

/** Waits until this moment, in milliseconds since the epoch; null when it has come. */
export function waitUntil(
  { system }: Pick<WorkServices, 'system'>,
  time: number,
): Extract<Outcome, { next: 'wait' }> | null {
  const wait = time - system.now()
  return wait > 0 ? { next: 'wait', seconds: Math.min(Math.ceil(wait / 1000), LONGEST_WAIT_SECONDS) } : null
}
