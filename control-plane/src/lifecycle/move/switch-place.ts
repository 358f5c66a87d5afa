import { keepGoing } from '../../workflows/workflow.ts'
import { usedByOldKeys } from '../change-tier/carry-quota.ts'
import { advance, type RunStep, readWork } from '../work.ts'
import { inputOf, progressOf } from './facts.ts'
import { followedBy } from './follow-directory.ts'
import type { MoveServices } from './move-services.ts'
import { beginWork } from './transfer.ts'

/**
 * Has the tenant served where its data is now. Its writes are journaled there, so that they can be brought back. The fence at the old place stays, and
 * says where to look: whoever still works there is refused.
 */
export const switchPlace: RunStep<MoveServices> = async (services, work) => {
  const { places } = services
  const { tenantId } = work.tenant
  const progress = progressOf(work)
  const { tier, limits, from } = inputOf(work)
  const { keyId: apiKeyId, held: heldQuota } = progress
  if (apiKeyId === undefined) throw new Error(`Workflow ${work.workflow.workflowId} has made no key`)
  const there = await beginWork(places(progress.target), tenantId)
  await there.place.ask('set-fence', { ...there.mine, state: 'open' })
  const usedBefore = await usedByOldKeys(services, from)
  await advance(
    services,
    work,
    { type: 'moved', deployment: progress.target, tier, limits, heldQuota, usedBefore, apiKeyId },
    { workflow: (_tenant, at) => keepGoing(work.workflow, { at }), event: { type: 'sbt_aws_updateRequest' } },
  )
  const followed = await followedBy(services, there.place, await readWork(services, work.workflow))
  if ('waits' in followed) return followed.waits
  const here = await beginWork(places(progress.source), tenantId)
  await here.place.ask('set-fence', { ...here.mine, state: 'moved' })
  const { at, settleSeconds } = followed
  return { next: 'done', progress: { ...progress, switchedAt: at, settledAt: at + settleSeconds * 1000 } }
}
