import * as z from 'zod/mini'
import { type LeavingServices, leaveSilo } from '../../silos/leave-silo.ts'
import type { RunStep } from '../work.ts'

/** The stack of the silo: its id finds it also when it is gone. Undefined where there was none left. */
const Removing = z.object({ stackId: z.optional(z.string()) })
export const Deleted = z.optional(z.record(z.string(), z.int()))

/** Deletes the silo, with all that it still has, and notes what CloudFormation has deleted. */
export const removeTenantsSilo: RunStep<LeavingServices> = async (services, work) => {
  const { stacks, deleted } = services.silos
  const { progress } = work.workflow
  const { stackId } = z.parse(Removing, progress)
  const present = await stacks.find({ tenantId: work.tenant.tenantId })
  // Before it goes: nothing else leads to what was deleted.
  if (present && present.stackId !== stackId)
    return { next: 'again', progress: { ...progress, stackId: present.stackId } }
  const waits = await leaveSilo(services, work)
  if (waits) return waits
  return { next: 'done', progress: { ...progress, deleted: stackId === undefined ? {} : await deleted(stackId) } }
}
