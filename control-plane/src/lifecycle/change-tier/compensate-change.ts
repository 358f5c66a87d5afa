import { PROPAGATION_SECONDS } from '@tenantry/contracts/timing.ts'
import { keyOf } from '../../tenants/tenant.ts'
import { limitsOf } from '../../usage-plans/limits-of.ts'
import { finishCompensation, keepGoing, startCompensation, type Workflow } from '../../workflows/workflow.ts'
import { errorOf } from '../error-of.ts'
import { waitUntil } from '../wait-since.ts'
import { advance, now, type RunStep, type Work } from '../work.ts'
import { carryQuota, usedByOldKeys } from './carry-quota.ts'
import { inputOf, progressOf } from './input.ts'
import { leaveOtherPlans } from './leave-other-plans.ts'
import type { ChangeTierServices } from './services.ts'

/** How often it is looked whether the app plane has the first key again, and after how many seconds it is asked once more. */
const LOOK_SECONDS = 5
const ASK_AGAIN_SECONDS = 60

/** Gives the tenant its first key and its tier back, waits until every authorizer knows it, and deletes the second key. */
export const compensateChange: RunStep<ChangeTierServices> = async (services, work, input) => {
  const { system, keys } = services
  const { from } = inputOf(work.workflow)
  const reason = errorOf(input)
  const started = isCompensating(work.workflow)
    ? work.workflow
    : await services.workflows.save({
        before: work.workflow,
        after: startCompensation(work.workflow, reason, now(system)),
      })
  const { backBy, backAt } = progressOf(started)
  const isBack = keyOf(work.tenant) === from.apiKeyId
  if (!isBack || (backBy && !backAt && Date.parse(backBy.at) + ASK_AGAIN_SECONDS * 1000 < system.now())) {
    await switchBack(services, { tenant: work.tenant, workflow: started })
    return { next: 'wait', seconds: LOOK_SECONDS }
  }
  if (backBy && !backAt) return { next: 'wait', seconds: LOOK_SECONDS }
  const wait = backAt === undefined ? null : waitUntil(services, Date.parse(backAt) + PROPAGATION_SECONDS * 1000)
  if (wait) return wait

  await keys.keepOnly(work.tenant.tenantId, from.apiKeyId)
  await leaveOtherPlans(services, work.tenant, from.apiKeyId)
  const type = started.undoRequested ? 'change-tier-undone' : 'change-tier-failed'
  return advance(
    services,
    { tenant: work.tenant, workflow: started },
    { type, workflowId: started.workflowId, reason },
    { workflow: (_tenant, at) => finishCompensation(started, at), event: null },
  )
}

const isCompensating = ({ steps }: Workflow): boolean =>
  steps.some(({ name, status }) => name === 'compensate' && status === 'running')

/** What was used by the second key counts for the first one again. */
async function switchBack(services: ChangeTierServices, work: Work): Promise<void> {
  const { from } = inputOf(work.workflow)
  const { keyId } = progressOf(work.workflow)
  const current = keyOf(work.tenant)
  const usedBefore =
    keyId !== undefined && current === keyId
      ? await usedByOldKeys(services, { usedBefore: from.usedBefore, apiKeyId: keyId })
      : work.tenant.usedBefore
  if (usedBefore) await leaveFirstKey(services, work, usedBefore.requests)
  await advance(
    services,
    work,
    { type: 'key-switched', ...from, usedBefore },
    {
      workflow: ({ sequence }, at) =>
        keepGoing(work.workflow, { progress: { ...work.workflow.progress, backBy: { sequence, at } }, at }),
      event: { type: 'sbt_aws_updateRequest' },
    },
  )
}

async function leaveFirstKey(services: ChangeTierServices, { workflow }: Work, used: number): Promise<void> {
  const { from } = inputOf(workflow)
  const [tier, usagePlanId] = await Promise.all([services.tiers.find(from.tier), services.plans.planOf(from.apiKeyId)])
  if (!tier || usagePlanId === null) return
  const { quota } = limitsOf(from, tier)
  // A smaller quota was made of what the keys before had used.
  const counted = from.heldQuota ? used - (from.usedBefore?.requests ?? 0) : used
  await carryQuota(services, { usagePlanId, keyId: from.apiKeyId }, { quota, used: counted })
}
