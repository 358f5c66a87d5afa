import { type Deployment, POOL } from '@tenantry/contracts/deployment.ts'
import { makeSilo } from '../../silos/make-silo.ts'
import type { Outcome, RunStep, Work } from '../work.ts'
import { inputOf } from './facts.ts'
import type { MoveServices } from './move-services.ts'
import { beginWork, removeData } from './transfer.ts'

/** Makes the place that the data goes to, empty, and a fence that is open where the data is. */
export const prepareTarget: RunStep<MoveServices> = async (services, work) => {
  const { places } = services
  const { tenantId, deployment: source } = work.tenant
  const made = await targetOf(services, work)
  if ('waits' in made) return made.waits
  const { target, progress } = made
  const there = await beginWork(places(target), tenantId)
  await there.place.ask('end-journal', there.mine)
  await removeData(there)
  const here = await beginWork(places(source), tenantId)
  await here.place.ask('end-journal', here.mine)
  await here.place.ask('set-fence', { ...here.mine, state: 'open' })
  return { next: 'done', progress: { ...progress, source, target } }
}

/** Where the tenant is served then. The stage of a silo's API is on the plan of the tenant's new key. */
async function targetOf(
  services: MoveServices,
  work: Work,
): Promise<{ target: Deployment; progress: Work['workflow']['progress'] } | { waits: Outcome }> {
  const { progress } = work.workflow
  if (inputOf(work).to === 'pool') return { target: POOL, progress }
  // People stay in the pool, with their passwords and sessions.
  const made = await makeSilo(services, work, 'shared')
  if ('waits' in made) {
    const { waits } = made
    return { waits: waits && { ...waits, progress: { ...progress, ...waits.progress } } }
  }
  const { apiStage } = made.progress
  const plan = typeof progress.keyId === 'string' ? await services.plans.planOf(progress.keyId) : null
  if (!apiStage || !plan) throw new Error(`Workflow ${work.workflow.workflowId} has no key or no silo`)
  await services.plans.addStage(plan, apiStage)
  return { target: made.deployment, progress: { ...progress, ...made.progress } }
}
