import { checkpoint, type RunStep } from '../work.ts'
import { LONGEST_CALL_MS } from './copy-data.ts'
import { progressOf } from './facts.ts'
import type { MoveServices } from './move-services.ts'
import { beginTransfer, replayPage } from './transfer.ts'

/** So few entries are soon brought over behind the fence. */
const FEW = 32
/** Where people write faster than that: a journal that was brought over whole in so little time holds their writes for about as long. */
const SOON_MS = 2000

/** Brings over what has changed since it was copied, again and again, until little is left. */
export const catchUp: RunStep<MoveServices> = async (services, work) => {
  const { places, system } = services
  const began = system.now()
  const { source, target } = progressOf(work)
  const transfer = await beginTransfer(work.tenant.tenantId, places(source), places(target))
  for (let current = work; ; ) {
    const progress = progressOf(current)
    const page = system.now()
    const { entries, more } = await replayPage(transfer)
    const isSoon = entries <= FEW || system.now() - page <= SOON_MS
    current = await checkpoint(services, current, { ...progress, replayed: progress.replayed + entries })
    if (!more && isSoon) return { next: 'done' }
    if (system.now() - began > LONGEST_CALL_MS) return { next: 'again' }
  }
}
