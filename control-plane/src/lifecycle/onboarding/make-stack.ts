import { makeSilo, type SiloServices } from '../../silos/make-silo.ts'
import { TransitionRefused } from '../../tenants/tenant.ts'
import { finishStep } from '../../workflows/workflow.ts'
import { advance, type RunStep, type WorkServices } from '../work.ts'

/** The silo of a tenant whose tier has resources of its own. Other tenants' workflows have no such step. */
export const makeStack: RunStep<WorkServices & SiloServices> = async (services, work) => {
  const { tenantId, status } = work.tenant
  // Before a stack is made that nobody would delete.
  if (status !== 'provisioning') throw new TransitionRefused(`Tenant ${tenantId} is ${status} and gets no silo`)
  const made = await makeSilo(services, work, 'own')
  if ('waits' in made) return made.waits
  const { deployment, progress } = made
  return advance(
    services,
    work,
    { type: 'silo-made', deployment },
    { workflow: (_tenant, at) => finishStep({ ...work.workflow, progress }, 'stack', at), event: null },
  )
}
