import { awaitAnswer } from '../../workflows/workflow.ts'
import { advance, type RunStep, type WorkServices } from '../work.ts'

/**
 * Asks the app plane to make the tenant ready, and keeps the token by which its answer wakes the state machine. The state is the one that is to be: the
 * directory is ready to serve the tenant at the moment when it becomes active. A tenant whose data is still to come is shut until then.
 */
export const requestAppPlane: RunStep<WorkServices> = async (services, work, { step, taskToken }) => {
  if (taskToken === undefined) throw new Error(`${step} was given no task token`)
  await advance(
    services,
    work,
    { type: 'provisioning-requested' },
    {
      workflow: ({ sequence }, at) => awaitAnswer(work.workflow, 'app-plane', { sequence, taskToken, at }),
      event: {
        type: 'sbt_aws_onboardingRequest',
        announced: work.workflow.kind === 'import' ? 'suspended' : 'active',
      },
    },
  )
}
