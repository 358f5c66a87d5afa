import type { RunStep } from '../work.ts'
import { progressOf } from './facts.ts'
import type { MoveServices } from './move-services.ts'
import { compare } from './transfer.ts'

/** Compares counts and hashes of the two places behind the fence. */
export const verifyCopy: RunStep<MoveServices> = async ({ places, system }, work) => {
  const progress = progressOf(work)
  const [from, to] = [places(progress.source), places(progress.target)]
  const digest = await compare(work.tenant.tenantId, { from, to }, system.now())
  return { next: 'done', progress: { ...progress, digest } }
}
