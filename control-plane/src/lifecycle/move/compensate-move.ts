import { isSamePlace } from '@tenantry/contracts/deployment.ts'
import { leaveSilo } from '../../silos/leave-silo.ts'
import { finishCompensation, keepGoing, startCompensation } from '../../workflows/workflow.ts'
import { errorOf } from '../error-of.ts'
import { waitUntil } from '../wait-since.ts'
import { advance, now, type RunStep, readWork, type Work } from '../work.ts'
import { inputOf, type Progress, progressIfAny } from './facts.ts'
import { followedBy } from './follow-directory.ts'
import { leavePlace } from './leave-place.ts'
import type { MoveServices } from './move-services.ts'
import { beginTransfer, beginWork, compare, fenceAndReplay } from './transfer.ts'

/**
 * Undoes a move. Before the switch the fence is lowered, and the tenant goes on where it is; after it, what was written at the new place is brought
 * back first, by the same way in the other direction. The data of the new place is deleted last.
 */
export const compensateMove: RunStep<MoveServices> = async (services, found, input) => {
  const { places } = services
  const { tenantId } = found.tenant
  const reason = errorOf(input)
  const work = await begun(services, found, reason)
  const progress = progressIfAny(work)
  if (!progress) {
    // Nobody has heard of the move; a silo may have been begun.
    const waits = work.tenant.deployment.kind === 'pool' ? await leaveSilo(services, work) : undefined
    return waits ?? end(services, work, reason)
  }
  const { source, target } = progress
  if (isSamePlace(work.tenant.deployment, target)) await bringBack(services, work, progress)
  const back = await returned(services, progress, reason, work)
  const followed = await followedBy(services, places(source), back, { forever: true })
  if ('waits' in followed) return followed.waits
  // Nobody is told any more that the tenant is served elsewhere, so the fence is in the way of those alone who journal still.
  const here = await beginWork(places(source), tenantId)
  await here.place.ask('set-fence', { ...here.mine, state: 'open' })
  const settledAt = progress.undoneAt ?? followed.at + followed.settleSeconds * 1000
  const wait = waitUntil(services, settledAt)
  if (wait) return { ...wait, progress: { ...progress, undoneAt: settledAt } }
  await here.place.ask('end-journal', here.mine)
  return (await leavePlace(services, back, target)) ?? end(services, back, reason)
}

/** The work, once its record says that it is being undone. */
async function begun({ workflows, system }: MoveServices, work: Work, reason: string): Promise<Work> {
  const isBegun = work.workflow.steps.some(({ name, status }) => name === 'compensate' && status === 'running')
  if (isBegun) return work
  const after = startCompensation(work.workflow, reason, now(system))
  return { ...work, workflow: await workflows.save({ before: work.workflow, after }) }
}

/** Behind the fence of the new place, what was written there goes to the old one, whose own fence leads nobody to the new one any more. */
async function bringBack(
  { places, system }: MoveServices,
  { tenant }: Work,
  { source, target }: Progress,
): Promise<void> {
  const [from, to] = [places(target), places(source)]
  const transfer = await beginTransfer(tenant.tenantId, from, to)
  await to.ask('set-fence', { ...transfer.to.mine, state: 'raised' })
  await fenceAndReplay(transfer, system.sleep)
  await compare(tenant.tenantId, { from, to }, system.now())
}

/** The work, once the tenant's record says that it is served where it was. */
async function returned(services: MoveServices, { source }: Progress, reason: string, work: Work): Promise<Work> {
  await advance(
    services,
    work,
    { type: 'moved-back', deployment: source, reason, ...inputOf(work).from },
    { workflow: (_tenant, at) => keepGoing(work.workflow, { at }), event: { type: 'sbt_aws_updateRequest' } },
  )
  return readWork(services, work.workflow)
}

async function end(services: MoveServices, work: Work, reason: string): Promise<undefined> {
  await services.keys.keepOnly(work.tenant.tenantId, inputOf(work).from.apiKeyId)
  const { workflowId, undoRequested } = work.workflow
  await advance(
    services,
    work,
    { type: undoRequested ? 'move-undone' : 'move-failed', workflowId, reason },
    { workflow: (_tenant, at) => finishCompensation(work.workflow, at), event: null },
  )
}
