import { awaitAnswer } from '../../workflows/workflow.ts'
import { advance, type RunStep, type WorkServices } from '../work.ts'

/** Shuts the people of a tenant out: the app plane answers when its directory says so. What the tenant has is not touched yet. */
export const closeTenant: RunStep<WorkServices> = async (services, work, { step, taskToken }) => {
  if (taskToken === undefined) throw new Error(`${step} was given no task token`)
  return advance(
    services,
    work,
    { type: 'access-ended' },
    {
      workflow: ({ sequence }, at) => awaitAnswer(work.workflow, 'close', { sequence, taskToken, at }),
      event: { type: 'sbt_aws_offboardingRequest' },
    },
  )
}
