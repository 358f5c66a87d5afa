import { keepGoing } from '../../workflows/workflow.ts'
import { advance, type RunStep, readWork } from '../work.ts'
import { progressOf } from './facts.ts'
import { followedBy } from './follow-directory.ts'
import type { MoveServices } from './move-services.ts'

/** The move is confirmed: writes are journaled no longer, and nothing leads back. */
export const releaseJournal: RunStep<MoveServices> = async (services, work) => {
  await advance(
    services,
    work,
    { type: 'move-ended' },
    { workflow: (_tenant, at) => keepGoing(work.workflow, { at }), event: { type: 'sbt_aws_updateRequest' } },
  )
  const progress = progressOf(work)
  const current = await readWork(services, work.workflow)
  const followed = await followedBy(services, services.places(progress.target), current, { forever: true })
  if ('waits' in followed) return followed.waits
  return { next: 'done', progress: { ...progress, settledAt: followed.at + followed.settleSeconds * 1000 } }
}
