import * as z from 'zod/mini'
import type { Outcome, Work } from '../lifecycle/work.ts'
import { leavePlans } from '../usage-plans/leave-plans.ts'
import type { PlanGateway } from '../usage-plans/plan-gateway.ts'
import type { SiloServices } from './make-silo.ts'
import { removeSilo } from './remove-silo.ts'

export interface LeavingServices extends SiloServices {
  plans: Pick<PlanGateway, 'list' | 'removeStages'>
}

/** In which run of the workflow the deletion was asked for: one that failed is asked for again by the next run. */
const Asked = z.object({ removalAskedIn: z.optional(z.int()) })

/** Deletes the silo of a tenant, whole or half made, once no plan names its stage any more. */
export async function leaveSilo(
  services: LeavingServices,
  { tenant: { tenantId }, workflow }: Work,
): Promise<Extract<Outcome, { next: 'wait' }> | undefined> {
  const { attempt, progress } = workflow
  const stack = await services.silos.stacks.find({ tenantId })
  const stage = stack?.outputs.ApiStage
  if (stage) await leavePlans(services.plans, stage)
  const asked = z.parse(Asked, progress).removalAskedIn === attempt
  const waits = await removeSilo(services, { tenantId, asked })
  return waits && { ...waits, progress: { ...progress, removalAskedIn: attempt } }
}
