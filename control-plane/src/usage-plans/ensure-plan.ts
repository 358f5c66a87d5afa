import { TRANSIENT_ERROR } from '@tenantry/contracts/workflows.ts'
import { Locked } from '@tenantry/toolkit/lock.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { TierCatalogue } from '../tenants/tier-catalogue.ts'
import { type ApiStage, MOST_PLANS, NoPlanLeft, type PlanGateway } from './plan-gateway.ts'
import { type PlanOf, planName } from './plan-name.ts'
import type { PlanRegistry } from './plan-registry.ts'

export interface PlanServices {
  registry: PlanRegistry
  gateway: PlanGateway
  tiers: Pick<TierCatalogue, 'find'>
  /** The stage of the pool's API, which every plan has. */
  poolStage: ApiStage
  /** Does work while nobody else does anything under this name; throws Locked. */
  alone: <T>(name: string, work: () => Promise<T>) => Promise<T>
  system: Pick<System, 'now'>
}

/** The id of the usage plan for these limits, which is made when there is none: a deployment makes and changes no plan. Throws NoPlanLeft. */
export type EnsurePlan = (of: PlanOf) => Promise<string>

export const ensurePlan =
  (services: PlanServices): EnsurePlan =>
  async (of) => {
    const { registry, system } = services
    const plan = planName(of)
    const known = await registry.get(plan)
    if (!known) return services.alone(plan, () => makePlan(services, of, plan))
    // From here on nobody deletes it for as long as a workflow needs to put its key on it.
    if (await registry.want(plan, new Date(system.now()).toISOString())) return known.usagePlanId
    throw new PlanEnds(plan)
  }

/** The plan is being deleted, as nobody had used it: soon there is none, and another one can be made. */
export class PlanEnds extends Error {
  override name = TRANSIENT_ERROR

  constructor(plan: string) {
    super(`The usage plan ${plan} is being deleted, and can be made again after that`)
  }
}

async function makePlan(services: PlanServices, of: PlanOf, plan: string): Promise<string> {
  const { registry, gateway, poolStage, system } = services
  const known = await registry.get(plan)
  if (known) throw new Locked()
  const { tier, limits } = await asked(services, of)
  const { plans, total } = await gateway.list()
  // A run that was cut off may have made it, with the limits of that time.
  const left = plans.find(({ name }) => name === plan)
  if (!left && total >= MOST_PLANS) throw new NoPlanLeft(limits)
  const usagePlanId = left?.usagePlanId ?? (await gateway.create(plan, limits, poolStage))
  const at = new Date(system.now()).toISOString()
  const appliedVersion = left ? NOT_APPLIED : (tier?.version ?? 0)
  const state = 'in-use' as const
  await registry.add({
    plan,
    usagePlanId,
    tier: tier?.name ?? null,
    appliedVersion,
    state,
    wantedAt: at,
    checkedAt: at,
  })
  return usagePlanId
}

/** Before every version. */
const NOT_APPLIED = -1

async function asked({ tiers }: Pick<PlanServices, 'tiers'>, of: PlanOf) {
  if ('limits' in of) return { tier: null, limits: of.limits }
  const tier = await tiers.find(of.tier)
  if (!tier) throw new Error(`There is no tier ${of.tier}`)
  return { tier, limits: tier }
}
