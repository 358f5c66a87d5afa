import { failedWith, publicReason, reasonOf } from '../tenants/onboarding.ts'
import { advance, onboardingOf, resultOf, type Services } from './advance.ts'
import type { ApiKeys } from './api-keys.ts'
import type { InputOf, StepResult } from './step.ts'

export interface CompensationServices extends Services {
  keys: Pick<ApiKeys, 'remove'>
}

/** Undoes an onboarding that failed and keeps the reason. The name stays claimed, so that the onboarding can be tried again. */
export async function compensate(services: CompensationServices, input: InputOf<'compensate'>): Promise<StepResult> {
  const onboarding = await onboardingOf(services, input)
  // Whoever is served keeps its key; see the transition.
  const { status } = onboarding.tenant
  if (status === 'active' || status === 'suspended') return resultOf(onboarding.tenant)
  await services.keys.remove(input.tenantId)
  const reason = reasonOf(input.error)
  const tenant = await advance(
    services,
    onboarding,
    { type: 'onboarding-failed', reason },
    {
      registration: () => ({
        status: 'failed',
        steps: failedWith(onboarding.registration.steps, publicReason(reason)),
        pending: null,
      }),
      event: { type: 'sbt_aws_onboardingFailure' },
    },
  )
  return resultOf(tenant)
}
