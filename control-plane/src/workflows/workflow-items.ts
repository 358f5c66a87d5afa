import type { Item } from '@tenantry/toolkit/table.ts'
import type { Workflow } from './workflow.ts'

// Workflows in the tenants table: beside their tenant, and in the index `listing` while they must make progress.

export const WORKFLOW = 'workflow#'
/** `listing` of a workflow that is under way. */
export const UNDER_WAY = 'workflow'

export const workflowKey = ({ tenantId, workflowId }: Pick<Workflow, 'tenantId' | 'workflowId'>) => ({
  pk: `tenant#${tenantId}`,
  sk: `${WORKFLOW}${workflowId}`,
})

export const workflowItem = (workflow: Workflow): Item => ({
  ...workflowKey(workflow),
  ...(workflow.dueAt !== null && { listing: UNDER_WAY, listedAt: `${workflow.dueAt}#${workflow.workflowId}` }),
  ...workflow,
})
