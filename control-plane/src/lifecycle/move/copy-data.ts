import { waitUntil } from '../wait-since.ts'
import { checkpoint, type RunStep } from '../work.ts'
import { progressOf } from './facts.ts'
import type { MoveServices } from './move-services.ts'
import { beginTransfer, copyPage } from './transfer.ts'

/** Milliseconds after which a call ends, and the next one goes on. */
export const LONGEST_CALL_MS = 10 * 60_000

/** Copies everything while people work. What changes behind the copy is journaled, so it may begin once everybody journals. */
export const copyData: RunStep<MoveServices> = async (services, work) => {
  const { places, system } = services
  const began = system.now()
  const { source, target, settledAt } = progressOf(work)
  const wait = waitUntil(services, settledAt ?? 0)
  if (wait) return wait
  const transfer = await beginTransfer(work.tenant.tenantId, places(source), places(target))
  for (let current = work; ; ) {
    const progress = progressOf(current)
    if (progress.cursor === null) return { next: 'done' }
    const page = await copyPage(transfer, progress.cursor ?? null)
    const copied = progress.copied + page.copied
    current = await checkpoint(services, current, { ...progress, cursor: page.cursor, copied })
    if (system.now() - began > LONGEST_CALL_MS) return { next: 'again' }
  }
}
