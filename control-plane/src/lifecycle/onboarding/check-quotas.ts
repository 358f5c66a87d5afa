import type { CheckRoom } from '../../quotas/check-room.ts'
import type { TierCatalogue } from '../../tenants/tier-catalogue.ts'
import { planName } from '../../usage-plans/plan-name.ts'
import type { PlanRegistry } from '../../usage-plans/plan-registry.ts'
import type { RunStep, WorkServices } from '../work.ts'

export interface QuotaCheckServices extends WorkServices {
  quotas: {
    check: CheckRoom
    tiers: Pick<TierCatalogue, 'find'>
    registry: Pick<PlanRegistry, 'get'>
  }
}

/** Fails, before anything is made, when the account's quotas have no room for the tenant; an operator can retry it. */
export const checkQuotas: RunStep<QuotaCheckServices> = async ({ quotas }, { tenant }) => {
  const { tier } = tenant
  const [found, plan] = await Promise.all([quotas.tiers.find(tier), quotas.registry.get(planName({ tier }))])
  await quotas.check({ deployment: found?.deployment ?? 'pool', usagePlans: plan ? 0 : 1 })
  return { next: 'done' }
}
