import { finished, started } from '../tenants/onboarding.ts'
import { TransitionRefused } from '../tenants/tenant.ts'
import type { Onboarding, TenantStore } from '../tenants/tenant-store.ts'
import { advance, onboardingOf, resultOf, type Services } from './advance.ts'
import type { ApiKeys } from './api-keys.ts'
import type { InputOf, StepResult } from './step.ts'

export interface KeyServices extends Services {
  tenants: Pick<TenantStore, 'tenant' | 'registration' | 'commit' | 'save'>
  keys: Pick<ApiKeys, 'ensure' | 'attach'>
  /** Tier name → usage plan id. */
  usagePlans: Record<string, string>
}

/** The tenant's own API key on the plan of its tier: its rate, burst and quota are then its own. */
export async function createApiKey(services: KeyServices, input: InputOf<'create-api-key'>): Promise<StepResult> {
  const { keys, usagePlans } = services
  const onboarding = await begun(services, await onboardingOf(services, input))
  const { tenant } = onboarding
  if (tenant.status === 'active') return resultOf(tenant)
  // Before a key is made that nobody would delete.
  if (tenant.status !== 'provisioning')
    throw new TransitionRefused(`Tenant ${tenant.tenantId} is ${tenant.status} and gets no API key`)
  const plan = usagePlans[tenant.tier]
  if (plan === undefined) throw new Error(`There is no usage plan for tier ${tenant.tier}`)

  const apiKeyId = await keys.ensure(tenant.tenantId)
  await keys.attach(apiKeyId, plan)
  const next = await advance(
    services,
    onboarding,
    { type: 'api-key-created', apiKeyId },
    { registration: () => ({ steps: finished(onboarding.registration.steps, 'api-key') }), event: null },
  )
  return resultOf(next)
}

/** Shows whoever follows the onboarding that it has begun. */
async function begun({ tenants }: Pick<KeyServices, 'tenants'>, onboarding: Onboarding): Promise<Onboarding> {
  const { tenant, registration } = onboarding
  if (tenant.status !== 'provisioning' || registration.steps[0]?.status !== 'pending') return onboarding
  const steps = started(registration.steps, 'api-key')
  const next = { ...registration, steps, version: registration.version + 1 }
  await tenants.save(registration, next)
  return { tenant, registration: next }
}
