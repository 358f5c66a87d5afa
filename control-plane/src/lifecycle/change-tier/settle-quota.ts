import { limitsOf } from '../../usage-plans/limits-of.ts'
import { finishStep, type Workflow } from '../../workflows/workflow.ts'
import { waitSince } from '../wait-since.ts'
import { advance, type RunStep } from '../work.ts'
import { carryQuota, usedByOldKeys } from './carry-quota.ts'
import { inputOf, progressOf } from './input.ts'
import type { ChangeTierServices } from './services.ts'

/**
 * Waits until no request can come by the first key any more, S after the app plane's directory has the second one, and takes what it was used for meanwhile from what the second one has left. Where API
 * Gateway does not take that, our count has it all the same.
 */
export const settleQuota: RunStep<ChangeTierServices> = async (services, work) => {
  const wait = waitSince(services, work.workflow, 'switch-key')
  if (wait) return wait
  const { from } = inputOf(work.workflow)
  const usedBefore = await usedByOldKeys(services, from)
  await takeRest(services, work.workflow, usedBefore.requests)
  return advance(
    services,
    work,
    { type: 'usage-settled', usedBefore },
    { workflow: (_tenant, at) => finishStep(work.workflow, 'settle-quota', at), event: null },
  )
}

async function takeRest(services: ChangeTierServices, workflow: Workflow, used: number): Promise<void> {
  const { from: _, ...asked } = inputOf(workflow)
  const { keyId, held } = progressOf(workflow)
  const [tier, usagePlanId] = await Promise.all([
    services.tiers.find(asked.tier),
    keyId === undefined ? null : services.plans.planOf(keyId),
  ])
  if (!tier || held || keyId === undefined || usagePlanId === null) return
  const { quota } = limitsOf({ ...asked, heldQuota: null }, tier)
  await carryQuota(services, { usagePlanId, keyId }, { quota, used })
}
