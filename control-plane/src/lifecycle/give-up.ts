import { giveUp as giveUpWorkflow } from '../workflows/workflow.ts'
import { errorOf } from './error-of.ts'
import { now, type RunStep, type WorkServices } from './work.ts'

/** Records that a workflow's compensation failed: something may be left over, and an operator must retry it. */
export const giveUp: RunStep<WorkServices> = async ({ workflows, system }, { workflow }, input) => {
  await workflows.save({ before: workflow, after: giveUpWorkflow(workflow, errorOf(input), now(system)) })
}
