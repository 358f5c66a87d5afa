import { siloApiStage } from '@tenantry/contracts/deployment.ts'
import * as z from 'zod/mini'
import { Stale } from '../../tenants/stale.ts'
import { keyOf } from '../../tenants/tenant.ts'
import { limitsOf, planOfTenant } from '../../usage-plans/limits-of.ts'
import { planName } from '../../usage-plans/plan-name.ts'
import type { Workflow } from '../../workflows/workflow.ts'
import type { StepInput } from '../step.ts'
import { checkpoint, type Outcome, type RunStep, readWork, type Work } from '../work.ts'
import { carryQuota, endOfMonth, usedByOldKeys } from './carry-quota.ts'
import { inputOf, progressOf } from './input.ts'
import type { ChangeTierServices } from './services.ts'

/** How often it is read back what a key has left, and after how many seconds, until a plan with that quota enforces it. */
const MOST_READS = 3
const READ_AGAIN_SECONDS = 5

/** Of a move: which kind of place serves the tenant afterwards. */
const Moving = z.object({ to: z.optional(z.enum(['pool', 'silo'])) })

/** Fails, before anything is made, when the account's quotas have no room for the key, its plan, or the silo that a move makes. */
async function assertRoom({ quotas, tiers }: ChangeTierServices, { workflow }: Work): Promise<void> {
  const asked = inputOf(workflow)
  const tier = await tiers.find(asked.tier)
  if (!tier) throw new Error(`There is no tier ${asked.tier}`)
  const plan = await quotas.registry.get(planName(planOfTenant({ ...asked, heldQuota: null }, tier)))
  const deployment = z.parse(Moving, workflow.input).to ?? 'pool'
  await quotas.check({ deployment, usagePlans: plan ? 0 : 1 })
}

/**
 * A second key on the plan of the new limits, with what the tenant has left of this month. The first one serves until the app plane has the
 * second.
 */
export const newKey: RunStep<ChangeTierServices> = async (services, work, input) => {
  if (progressOf(work.workflow).keyId === undefined) await assertRoom(services, work)
  const keyId = await services.keys.ensure(keyName(work.workflow))
  try {
    const kept = await checkpoint(services, work, { ...progressOf(work.workflow), keyId })
    return await placeKey(services, kept, keyId)
  } catch (error) {
    // It was undone while this run was slow, perhaps before there was a key to delete.
    if (error instanceof Stale && (await isOver(services, input)))
      await services.keys.keepOnly(work.tenant.tenantId, inputOf(work.workflow).from.apiKeyId)
    throw error
  }
}

const keyName = ({ tenantId, workflowId }: Pick<Workflow, 'tenantId' | 'workflowId'>): string =>
  `${tenantId}-${workflowId}`

async function isOver(services: ChangeTierServices, input: StepInput): Promise<boolean> {
  const { status } = (await readWork(services, input)).workflow
  return status === 'failed' || status === 'undone'
}

async function placeKey(services: ChangeTierServices, work: Work, keyId: string): Promise<Outcome> {
  const { plans, tiers } = services
  const { from, ...asked } = inputOf(work.workflow)
  const serves = keyOf(work.tenant) === keyId
  const kept = progressOf(work.workflow)
  const progress = { ...kept, held: kept.held ?? (serves ? work.tenant.heldQuota : null) }
  const tier = await tiers.find(asked.tier)
  if (!tier) throw new Error(`There is no tier ${asked.tier}`)
  const target = { ...asked, heldQuota: progress.held }
  const usagePlanId = await plans.ensure(planOfTenant(target, tier))
  // The API of a silo is a stage of its own, which no plan has before. A move comes from another place than it leads to.
  const stage = work.workflow.kind === 'change-tier' ? siloApiStage(work.tenant.deployment) : null
  if (stage !== null) await plans.addStage(usagePlanId, stage)
  await plans.addKey(usagePlanId, keyId)
  if (progress.held) return { next: 'done', progress }

  const { requests: used } = await usedByOldKeys(services, from)
  const { quota } = limitsOf(target, tier)
  const outcome = await carryQuota(services, { usagePlanId, keyId }, { quota, used })
  // A key that serves already stays where it is: between two plans it would be refused.
  if (outcome === 'carried' || serves) return { next: 'done', progress }
  if (outcome === 'unread' && progress.reads < MOST_READS)
    return { next: 'wait', seconds: READ_AGAIN_SECONDS, progress: { ...progress, reads: progress.reads + 1 } }
  // API Gateway does not count what was used before: the key gets a plan whose quota is what is left, one request at least, until the month ends.
  await plans.removeKey(usagePlanId, keyId)
  const held = { quota: Math.max(1, quota - used), until: endOfMonth(services.system.now()) }
  return { next: 'again', progress: { ...progress, held } }
}
