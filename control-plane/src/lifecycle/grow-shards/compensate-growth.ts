import { finishCompensation, startCompensation } from '../../workflows/workflow.ts'
import { errorOf } from '../error-of.ts'
import { advance, now, type RunStep, type WorkServices } from '../work.ts'

/** Has the new shards read no more: the growth ends with the first entity that may be written to one, so there is none in them. */
export const compensateGrowth: RunStep<WorkServices> = async (services, { tenant, workflow }, input) => {
  const { workflows, system } = services
  const reason = errorOf(input)
  const started = await workflows.save({ before: workflow, after: startCompensation(workflow, reason, now(system)) })
  return advance(
    services,
    { tenant, workflow: started },
    { type: 'growth-undone', reason },
    {
      workflow: (_tenant, at) => finishCompensation(started, at),
      event: tenant.growsTo === undefined ? null : { type: 'sbt_aws_tenantUpdated' },
    },
  )
}
