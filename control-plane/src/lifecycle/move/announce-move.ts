import { keepGoing } from '../../workflows/workflow.ts'
import { advance, type RunStep, readWork } from '../work.ts'
import { progressOf } from './facts.ts'
import { followedBy } from './follow-directory.ts'
import type { MoveServices } from './move-services.ts'

/** Has all writes of the tenant journaled. Whoever has not heard of it has done so when `settledAt` is over. */
export const announceMove: RunStep<MoveServices> = async (services, work) => {
  if (!work.tenant.journaled)
    await advance(
      services,
      work,
      { type: 'move-announced' },
      { workflow: (_tenant, at) => keepGoing(work.workflow, { at }), event: { type: 'sbt_aws_updateRequest' } },
    )
  const progress = progressOf(work)
  const followed = await followedBy(services, services.places(progress.source), await readWork(services, work.workflow))
  if ('waits' in followed) return followed.waits
  return { next: 'done', progress: { ...progress, settledAt: followed.at + followed.settleSeconds * 1000 } }
}
