import type { Item } from '@tenantry/toolkit/table.ts'
import { type Workflow, waitsForSlot } from './workflow.ts'

// Workflows in the tenants table: beside their tenant, and in the index `listing` while they must make progress.

export const WORKFLOW = 'workflow#'
/** `listing` of a workflow that is under way. */
export const UNDER_WAY = 'workflow'

export const workflowKey = ({ tenantId, workflowId }: Pick<Workflow, 'tenantId' | 'workflowId'>) => ({
  pk: `tenant#${tenantId}`,
  sk: `${WORKFLOW}${workflowId}`,
})

/** `listing` of a workflow that waits for a slot to run in, in the order of ids, which is that of time. */
export const QUEUED = 'queued-workflow'

export const workflowItem = (workflow: Workflow): Item => ({
  ...workflowKey(workflow),
  ...placeOf(workflow),
  ...workflow,
})

function placeOf(workflow: Workflow): Item {
  const { dueAt, workflowId } = workflow
  if (waitsForSlot(workflow)) return { listing: QUEUED, listedAt: workflowId }
  return dueAt === null ? {} : { listing: UNDER_WAY, listedAt: `${dueAt}#${workflowId}` }
}
