import type { DetailType } from '@tenantry/contracts/events.ts'
import type { WorkChange, WorkKind } from '../tenants/tenant.ts'
import { finishCompensation, startCompensation } from '../workflows/workflow.ts'
import { errorOf } from './error-of.ts'
import { advance, now, type RunStep, type WorkServices } from './work.ts'

/** Undoes work that has made nothing which others use: the tenant is free again, and is what it was before. */
export const compensateWork =
  (kind: WorkKind, event: DetailType | null): RunStep<WorkServices> =>
  async (services, { tenant, workflow }, input) => {
    const { workflows, system } = services
    const reason = errorOf(input)
    const started = await workflows.save({ before: workflow, after: startCompensation(workflow, reason, now(system)) })
    const ends = started.undoRequested ? 'undone' : 'failed'
    return advance(
      services,
      { tenant, workflow: started },
      { type: `${kind}-${ends}` satisfies WorkChange['type'], workflowId: workflow.workflowId, reason },
      {
        workflow: (_tenant, at) => finishCompensation(started, at),
        event: event && { type: event },
      },
    )
  }
