import { finished } from '../tenants/onboarding.ts'
import { advance, onboardingOf, resultOf, type Services } from './advance.ts'
import type { InputOf, StepResult } from './step.ts'

/** Opens the tenant for its people: from here on its configuration is found by name, and the app plane sends the invitation. */
export async function activate(services: Services, input: InputOf<'activate'>): Promise<StepResult> {
  const onboarding = await onboardingOf(services, input)
  const tenant = await advance(
    services,
    onboarding,
    { type: 'activated' },
    {
      registration: () => ({
        status: 'active',
        steps: finished(onboarding.registration.steps, 'activate'),
        pending: null,
      }),
      event: { type: 'sbt_aws_onboardingSuccess' },
    },
  )
  return resultOf(tenant)
}
