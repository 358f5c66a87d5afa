import type { Outcome } from '../lifecycle/work.ts'
import { SiloFailed, type SiloServices } from './make-silo.ts'

const LOOK_SECONDS = 5

/**
 * Deletes the silo of a tenant, and everything in it. Undefined once it is gone; until then, when to call again. `asked` says whether this workflow has asked for the
 * deletion before: one that failed then is an error, with the resource that stays.
 */
export async function removeSilo(
  { silos: { stacks, failure } }: SiloServices,
  { tenantId, asked }: { tenantId: string; asked: boolean },
): Promise<Extract<Outcome, { next: 'wait' }> | undefined> {
  const stack = await stacks.find({ tenantId })
  if (!stack) return undefined
  const { status, stackId } = stack
  if (status === 'DELETE_FAILED' && asked) throw new SiloFailed(await failure(stackId))
  if (!status.endsWith('_IN_PROGRESS') || status === 'CREATE_IN_PROGRESS') await stacks.remove(tenantId)
  return { next: 'wait', seconds: LOOK_SECONDS }
}
