import type { StepName, StepOutcome } from '@tenantry/contracts/workflows.ts'
import { finishStep, keepGoing, pauseWorkflow, type Workflow } from '../workflows/workflow.ts'
import type { StepInput } from './step.ts'
import { now, type Outcome, readWork, type WorkServices } from './work.ts'

/** Records what a step answered, on top of what it recorded by itself meanwhile, and tells its state machine how to go on. */
export async function recordOutcome(
  services: Pick<WorkServices, 'tenants' | 'workflows' | 'system'>,
  input: StepInput,
  outcome: NonNullable<Outcome>,
): Promise<StepOutcome> {
  const { workflow } = await readWork(services, input)
  const after = recorded(workflow, input.step as StepName, outcome, now(services.system))
  await services.workflows.save({ before: workflow, after })
  return outcome.next === 'wait' ? { next: 'wait', seconds: outcome.seconds } : { next: outcome.next }
}

function recorded(before: Workflow, step: StepName, outcome: NonNullable<Outcome>, at: string): Workflow {
  const { progress = before.progress } = outcome
  const workflow = { ...before, progress }
  switch (outcome.next) {
    case 'done':
      return finishStep({ ...workflow, result: outcome.result ?? before.result }, step, at)
    case 'again':
      return keepGoing(workflow, { at })
    case 'wait':
      return keepGoing(workflow, { seconds: outcome.seconds, at })
    case 'pause':
      return pauseWorkflow(workflow, step)
    default:
      throw outcome satisfies never
  }
}
