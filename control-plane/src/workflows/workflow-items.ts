import { SLOT_GROUPS, type SlotGroup, slotGroupOf, type WorkflowStage } from '@tenantry/contracts/workflows.ts'
import type { Item } from '@tenantry/toolkit/table.ts'
import { type Workflow, waitsForSlot } from './workflow.ts'

// Workflows in the tenants table: beside their tenant, and in the index `listing` while they are not over.

export const WORKFLOW = 'workflow#'
/** `listing` of a workflow that is under way. */
export const UNDER_WAY = 'workflow'

export const workflowKey = ({ tenantId, workflowId }: Pick<Workflow, 'tenantId' | 'workflowId'>) => ({
  pk: `tenant#${tenantId}`,
  sk: `${WORKFLOW}${workflowId}`,
})

/** `listing` of workflows that wait for a slot to run in, in the order of ids, which is that of time. */
export const queuedListing = (group: SlotGroup): string => `queued-workflow-${group}`
/** `listing` of workflows that begin at a time. */
export const TIMED = 'timed-workflow'
/** `listing` of workflows that wait for a person, in the order of ids. */
const FOR_A_PERSON = 'waiting-workflow'

/** Where the workflows of a stage are listed. */
export const LISTINGS: Record<WorkflowStage, readonly string[]> = {
  waiting: [FOR_A_PERSON],
  'at-work': [UNDER_WAY],
  queued: SLOT_GROUPS.map(queuedListing),
  scheduled: [TIMED],
}

export const workflowItem = (workflow: Workflow): Item => ({
  ...workflowKey(workflow),
  ...placeOf(workflow),
  ...workflow,
})

function placeOf(workflow: Workflow): Item {
  const { dueAt, workflowId, kind, status, waitsFor } = workflow
  if (waitsForSlot(workflow)) return { listing: queuedListing(slotGroupOf(kind)), listedAt: workflowId }
  if (status === 'waiting' && waitsFor?.what === 'time')
    return { listing: TIMED, listedAt: `${waitsFor.until}#${workflowId}` }
  if (status === 'waiting') return { listing: FOR_A_PERSON, listedAt: workflowId }
  return dueAt === null ? {} : { listing: UNDER_WAY, listedAt: `${dueAt}#${workflowId}` }
}
