import type { TierCatalogue } from '../../tenants/tier-catalogue.ts'
import type { EnsurePlan } from '../../usage-plans/ensure-plan.ts'
import type { KeyUsage } from '../../usage-plans/key-usage.ts'
import type { PlanGateway } from '../../usage-plans/plan-gateway.ts'
import type { ApiKeys } from '../api-keys.ts'
import type { QuotaCheckServices } from '../onboarding/check-quotas.ts'

/** What the steps of a change of tier need. */
export interface ChangeTierServices extends QuotaCheckServices {
  keys: Pick<ApiKeys, 'ensure' | 'keepOnly'>
  plans: { ensure: EnsurePlan } & Pick<
    PlanGateway,
    'addKey' | 'removeKey' | 'planOf' | 'list' | 'addStage' | 'removeStages'
  >
  usage: KeyUsage
  tiers: Pick<TierCatalogue, 'find'>
}
