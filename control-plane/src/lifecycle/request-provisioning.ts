import { started } from '../tenants/onboarding.ts'
import { advance, onboardingOf, resultOf, type Services } from './advance.ts'
import type { InputOf, StepResult } from './step.ts'

/** Asks the app plane to make the tenant ready, and keeps the token by which its answer wakes the state machine. */
export async function requestProvisioning(
  services: Services,
  input: InputOf<'request-provisioning'>,
): Promise<StepResult> {
  const onboarding = await onboardingOf(services, input)
  const tenant = await advance(
    services,
    onboarding,
    { type: 'provisioning-requested' },
    {
      registration: ({ sequence }) => ({
        steps: started(onboarding.registration.steps, 'app-plane'),
        pending: { sequence, taskToken: input.taskToken },
      }),
      // The state that is to be: the directory is ready to serve the tenant at the moment when it becomes active.
      event: { type: 'sbt_aws_onboardingRequest', status: 'active' },
    },
  )
  return resultOf(tenant)
}
