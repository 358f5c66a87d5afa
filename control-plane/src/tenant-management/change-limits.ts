import { ApiError } from '@tenantry/toolkit/api-error.ts'
import type { ApiRequest, ApiResponse } from '@tenantry/toolkit/http.ts'
import { accepted } from '@tenantry/toolkit/http.ts'
import { changeInput } from '../lifecycle/change-tier/change-input.ts'
import type { Tenant } from '../tenants/tenant.ts'
import type { CataloguedTier, TierCatalogue } from '../tenants/tier-catalogue.ts'
import type { KeyUsage } from '../usage-plans/key-usage.ts'
import { limitsOf, planOfTenant } from '../usage-plans/limits-of.ts'
import { MOST_PLANS, NoPlanLeft, type PlanGateway } from '../usage-plans/plan-gateway.ts'
import { planName } from '../usage-plans/plan-name.ts'
import type { PlanRegistry } from '../usage-plans/plan-registry.ts'
import type { Services as ChangeServices } from './change-tenant.ts'
import { startWork } from './start-work.ts'

export interface Services extends ChangeServices {
  tiers: Pick<TierCatalogue, 'find'>
  registry: Pick<PlanRegistry, 'get'>
  gateway: Pick<PlanGateway, 'list' | 'planOf'>
  usage: Pick<KeyUsage, 'ofMonth'>
}

/** Starts the work that gives a tenant a tier, and limits of its own if there are any: either way it gets another key on another plan. */
export async function changeLimits(
  services: Services,
  request: ApiRequest,
  tenant: Tenant,
  { tier, limits }: { tier: CataloguedTier; limits: Tenant['limits'] },
): Promise<ApiResponse> {
  const input = changeInput(tenant, { tier: tier.name, limits })
  if (!input) throw new ApiError('CONFLICT', `The tenant is ${tenant.status}, which does not allow this.`)
  await assertPlan(services, tier, limits)
  const { workflowId } = await startWork(services, request, tenant, { kind: 'change-tier', input })
  return accepted({ workflowId })
}

/** Says at once that no plan is left, rather than in a workflow that fails. */
async function assertPlan(
  { registry, gateway }: Services,
  tier: CataloguedTier,
  limits: Tenant['limits'],
): Promise<void> {
  const target = { tier: tier.name, limits, heldQuota: null }
  if (await registry.get(planName(planOfTenant(target, tier)))) return
  if ((await gateway.list()).total < MOST_PLANS) return
  throw new ApiError('NO_PLAN_LEFT', new NoPlanLeft(limitsOf(target, tier)).message)
}
