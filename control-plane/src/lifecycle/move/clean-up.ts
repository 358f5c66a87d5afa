import { keyOf } from '../../tenants/tenant.ts'
import { finishStep } from '../../workflows/workflow.ts'
import { waitUntil } from '../wait-since.ts'
import { advance, type RunStep } from '../work.ts'
import { progressOf } from './facts.ts'
import { leavePlace } from './leave-place.ts'
import type { MoveServices } from './move-services.ts'
import { beginWork } from './transfer.ts'

/** Deletes what is left at the old place, once nobody journals any more. */
export const cleanUp: RunStep<MoveServices> = async (services, work) => {
  const { source, target, settledAt } = progressOf(work)
  const { tenantId } = work.tenant
  const wait = waitUntil(services, settledAt ?? 0)
  if (wait) return wait
  const there = await beginWork(services.places(target), tenantId)
  await there.place.ask('end-journal', there.mine)
  await services.keys.keepOnly(tenantId, keyOf(work.tenant))
  const waits = await leavePlace(services, work, source)
  if (waits) return waits
  const { workflowId } = work.workflow
  await advance(
    services,
    work,
    { type: 'move-done', workflowId },
    { workflow: (_tenant, at) => finishStep(work.workflow, 'clean-up', at), event: null },
  )
}
