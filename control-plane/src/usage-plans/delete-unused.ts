import { TooManyRequestsException } from '@aws-sdk/client-api-gateway'
import { Locked } from '@tenantry/toolkit/lock.ts'
import type { PlanServices } from './ensure-plan.ts'
import type { RegisteredPlan } from './plan-registry.ts'

type Services = Pick<PlanServices, 'registry' | 'gateway' | 'system' | 'alone'>

/** For so long after somebody asked for a plan it is not deleted: no workflow's step takes longer to put its key on it. */
const WANTED_MS = 3_600_000
/** So many plans are looked at in a run, those first that were looked at longest ago. */
const LOOKED_AT = 5
/** Under this name one run at a time deletes: ticks may come together. */
const PLAN_DELETIONS = 'plan-deletions'

/**
 * Deletes plans that no key is on: those of limits that no tenant has any more, and of tiers without tenants. A tier's is made again with
 * its next tenant.
 */
export async function deleteUnusedPlans(services: Services): Promise<void> {
  try {
    await services.alone(PLAN_DELETIONS, () => deleteSome(services))
  } catch (error) {
    if (!(error instanceof Locked)) throw error
  }
}

async function deleteSome(services: Services): Promise<void> {
  const { registry, gateway, system } = services
  const now = system.now()
  const at = new Date(now).toISOString()
  const all = await registry.all()
  for (const plan of all.filter(({ state }) => state === 'ending')) await finishDeletion(services, plan)

  const unwanted = all.filter(
    ({ state, wantedAt, checkedAt }) =>
      state === 'in-use' && Date.parse(wantedAt) + WANTED_MS < now && Date.parse(checkedAt) + WANTED_MS < now,
  )
  const longestAgo = unwanted.toSorted((one, other) => (one.checkedAt < other.checkedAt ? -1 : 1))
  for (const plan of longestAgo.slice(0, LOOKED_AT)) {
    if (await gateway.hasKeys(plan.usagePlanId)) await registry.checked(plan.plan, at)
    else if (await registry.end(plan)) await finishDeletion(services, plan)
  }
}

/**
 * A plan cannot be deleted while stages are on it, and is changed at most once in 20 seconds: what must wait is done in a later run. Of one that is
 * gone already nothing is asked: it has no tag any more by which a role may touch it, so the answer would be a refusal.
 */
async function finishDeletion({ registry, gateway }: Services, { plan, usagePlanId }: RegisteredPlan): Promise<void> {
  try {
    const { plans } = await gateway.list()
    const found = plans.find((one) => one.usagePlanId === usagePlanId)
    if (found && found.stages.length > 0) await gateway.removeStages(usagePlanId, found.stages)
    if (found) await gateway.delete(usagePlanId)
    await registry.remove(plan)
  } catch (error) {
    if (!(error instanceof TooManyRequestsException)) throw error
  }
}
