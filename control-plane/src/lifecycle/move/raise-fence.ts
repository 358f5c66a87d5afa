import { checkpoint, type RunStep } from '../work.ts'
import { progressOf } from './facts.ts'
import type { MoveServices } from './move-services.ts'
import { beginTransfer, fenceAndReplay } from './transfer.ts'

/** Lets nobody write any more, and brings over the rest. */
export const raiseFence: RunStep<MoveServices> = async (services, work) => {
  const { places, system } = services
  const progress = progressOf(work)
  const fencedAt = progress.fencedAt ?? system.now()
  await checkpoint(services, work, { ...progress, fencedAt })
  const transfer = await beginTransfer(work.tenant.tenantId, places(progress.source), places(progress.target))
  await fenceAndReplay(transfer, system.sleep)
  return { next: 'done', progress: { ...progress, fencedAt } }
}
