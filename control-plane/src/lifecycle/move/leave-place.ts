import type { Deployment } from '@tenantry/contracts/deployment.ts'
import { leaveSilo } from '../../silos/leave-silo.ts'
import type { Outcome, Work } from '../work.ts'
import type { MoveServices } from './move-services.ts'
import { beginWork, removeData } from './transfer.ts'

/** Deletes a tenant's data, fence and journal where it is not served; a silo goes as a whole. Answers how to go on while something is left. */
export async function leavePlace(services: MoveServices, work: Work, place: Deployment): Promise<Outcome> {
  const { tenantId } = work.tenant
  if (place.kind === 'silo') return leaveSilo(services, work)
  const there = await beginWork(services.places(place), tenantId)
  await removeData(there)
  await there.place.ask('end-journal', there.mine)
  return undefined
}
