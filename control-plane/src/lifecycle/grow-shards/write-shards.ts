import { finishStep } from '../../workflows/workflow.ts'
import { waitSince } from '../wait-since.ts'
import { advance, type RunStep, type WorkServices } from '../work.ts'

/**
 * Lets new entities go to all shards, once no request can be under way that does not read them all: S after the directory said so. A
 * directory that hears of it late goes on with the old shards, which are read too.
 */
export const writeShards: RunStep<WorkServices> = async (services, work) => {
  const wait = waitSince(services, work.workflow, 'read-shards')
  if (wait) return wait
  return advance(
    services,
    work,
    { type: 'shards-grown' },
    {
      workflow: (_tenant, at) => finishStep(work.workflow, 'write-shards', at),
      event: { type: 'sbt_aws_tenantUpdated' },
    },
  )
}
