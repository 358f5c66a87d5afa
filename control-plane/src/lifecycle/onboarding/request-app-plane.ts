import { awaitAnswer } from '../../workflows/workflow.ts'
import { advance, type RunStep, type WorkServices } from '../work.ts'

/** Asks the app plane to make the tenant ready, and keeps the token by which its answer wakes the state machine. */
export const requestAppPlane: RunStep<WorkServices> = async (services, work, { step, taskToken }) => {
  if (taskToken === undefined) throw new Error(`${step} was given no task token`)
  await advance(
    services,
    work,
    { type: 'provisioning-requested' },
    {
      workflow: ({ sequence }, at) => awaitAnswer(work.workflow, 'app-plane', { sequence, taskToken, at }),
      // The state that is to be: the directory is ready to serve the tenant at the moment when it becomes active.
      event: { type: 'sbt_aws_onboardingRequest', announced: 'active' },
    },
  )
}
