import { TooManyRequestsException } from '@aws-sdk/client-api-gateway'
import { Locked } from '@tenantry/toolkit/lock.ts'
import type { CataloguedTier } from '../tenants/tier-catalogue.ts'
import type { PlanServices } from './ensure-plan.ts'
import { planName } from './plan-name.ts'
import type { RegisteredPlan } from './plan-registry.ts'

type Services = Pick<PlanServices, 'registry' | 'gateway' | 'tiers' | 'alone'>

/** Under this name one at a time changes plans: the limits that are written last are those of the latest version. */
const PLAN_UPDATES = 'plan-updates'

/** Whether a tier's plan has the limits of an earlier version. One that is not made yet will have the right ones. */
export const isPending = ({ version }: CataloguedTier, plan: RegisteredPlan | null): boolean =>
  plan !== null && plan.appliedVersion < version

/** The names of the tiers of these whose plans have the limits of an earlier version. */
export async function pendingTiers(
  { registry }: Pick<Services, 'registry'>,
  tiers: CataloguedTier[],
): Promise<Set<string>> {
  const plans = await registry.getMany(tiers.map(({ name }) => planName({ tier: name })))
  const planOf = (name: string) => plans.find((plan) => plan.tier === name) ?? null
  return new Set(tiers.filter((tier) => isPending(tier, planOf(tier.name))).map(({ name }) => name))
}

/**
 * Gives a tier's plan the limits of the tier as it is now, whatever limits it had: an edit that changes none puts right what somebody else has
 * changed. False when that must wait: API Gateway changes one plan in 20 seconds, and somebody else may be at it.
 */
export async function applyEdit({ registry, gateway, tiers, alone }: Services, name: string): Promise<boolean> {
  try {
    await alone(PLAN_UPDATES, async () => {
      const [tier, plan] = await Promise.all([tiers.find(name), registry.get(planName({ tier: name }))])
      if (!tier || !plan || !isPending(tier, plan)) return
      await gateway.setLimits(plan.usagePlanId, tier)
      await registry.applied(plan.plan, tier.version)
    })
    return true
  } catch (error) {
    if (error instanceof Locked || error instanceof TooManyRequestsException) return false
    throw error
  }
}
