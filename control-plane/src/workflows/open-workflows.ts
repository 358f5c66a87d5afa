import { TenantId } from '@tenantry/contracts/ids.ts'
import { WorkflowId, type WorkflowStage } from '@tenantry/contracts/workflows.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { LISTING } from '../tenants/tenant-items.ts'
import { Workflow } from './workflow.ts'
import { LISTINGS, workflowKey } from './workflow-items.ts'

/** The place of a workflow among those that are not over. */
export const WorkflowPosition = z.strictObject({
  listing: z.string(),
  listedAt: z.string(),
  tenantId: TenantId,
  workflowId: WorkflowId,
})
export type WorkflowPosition = z.infer<typeof WorkflowPosition>

export interface OpenWorkflows {
  workflows: Workflow[]
  /** Null behind the last one. */
  next: WorkflowPosition | null
}

/**
 * One page of the workflows of all tenants that are not over, stage by stage, with one query for each listing at most. One that moves on
 * between two pages may be seen twice, or not at all.
 */
export async function listOpenWorkflows(
  table: Pick<Table, 'query'>,
  { stage, limit, after }: { stage: WorkflowStage | undefined; limit: number; after: WorkflowPosition | null },
): Promise<OpenWorkflows> {
  const listings = stage ? LISTINGS[stage] : Object.values(LISTINGS).flat()
  const found: Found[] = []
  let isCut = false
  for (const listing of after ? listings.slice(listings.indexOf(after.listing)) : listings) {
    const page = await table.query({
      index: LISTING,
      key: 'listing = :listing',
      values: { ':listing': listing },
      // One more than the page shows, to know whether another follows.
      limit: limit + 1 - found.length,
      ...(after?.listing === listing && { after: keyOf(after) }),
    })
    found.push(...page.items.map(read))
    // Large ones fill an answer before the limit does.
    isCut = page.next !== undefined
    if (isCut || found.length > limit) break
  }
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  return {
    workflows: shown.map(({ workflow }) => workflow),
    next: last && (isCut || found.length > limit) ? last.position : null,
  }
}

interface Found {
  workflow: Workflow
  position: WorkflowPosition
}

const Listed = z.object({ listing: z.string(), listedAt: z.string() })

function read(item: unknown): Found {
  const workflow = z.parse(Workflow, item)
  const { tenantId, workflowId } = workflow
  return { workflow, position: { ...z.parse(Listed, item), tenantId, workflowId } }
}

const keyOf = ({ listing, listedAt, ...ids }: WorkflowPosition) => ({ ...workflowKey(ids), listing, listedAt })
