import { finishStep } from '../../workflows/workflow.ts'
import { advance, type RunStep, type WorkServices } from '../work.ts'

/** Opens the tenant for its people: from here on its configuration is found by name, and the app plane sends the invitation. */
export const activateTenant: RunStep<WorkServices> = (services, work) =>
  advance(
    services,
    work,
    { type: 'activated' },
    {
      workflow: (_tenant, at) => finishStep(work.workflow, 'activate', at),
      event: { type: 'sbt_aws_onboardingSuccess' },
    },
  )
