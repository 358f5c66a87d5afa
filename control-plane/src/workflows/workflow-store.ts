import type { SlotGroup, WorkflowStage } from '@tenantry/contracts/workflows.ts'
import { ConditionFailed, type Table, type Write } from '@tenantry/toolkit/table.ts'
import { currentWork, withCorrelation } from '@tenantry/toolkit/work.ts'
import * as z from 'zod/mini'
import { Stale } from '../tenants/stale.ts'
import { LISTING } from '../tenants/tenant-items.ts'
import { listOpenWorkflows, type OpenWorkflows, type WorkflowPosition } from './open-workflows.ts'
import { Workflow } from './workflow.ts'
import { queuedListing, TIMED, UNDER_WAY, WORKFLOW, workflowItem, workflowKey } from './workflow-items.ts'

/** The workflows of tenants, of every kind. */
export interface WorkflowStore {
  get(tenantId: string, workflowId: string): Promise<Workflow | null>
  /** Newest first, from the one behind `after` on. */
  list(tenantId: string, page: { limit: number; after: string | null }): Promise<Workflow[]>
  /** Those of all tenants that are not over, by an index that may lag: of one stage, or of each. */
  open(query: {
    stage: WorkflowStage | undefined
    limit: number
    after: WorkflowPosition | null
  }): Promise<OpenWorkflows>
  /** Those that were to make progress before this moment (ISO time), the longest overdue first. */
  overdue(before: string, limit: number): Promise<Workflow[]>
  /** Those of a group that wait for a slot to run in, the oldest first, by an index that may lag. */
  queued(group: SlotGroup, limit: number): Promise<Workflow[]>
  /** Those that wait for a time that is before this moment, by an index that may lag. */
  timed(before: string, limit: number): Promise<Workflow[]>
  /** Writes a workflow where nothing of its tenant changes; throws Stale when it is not as it was before. */
  save(change: WorkflowChange): Promise<Workflow>
}

/** A workflow as it was read, and as it is to be; null before its first write. */
export interface WorkflowChange {
  before: Workflow | null
  after: Workflow
}

export function workflowStore(table: Pick<Table, 'get' | 'put' | 'query'>): WorkflowStore {
  const parse = (item: unknown) => z.parse(Workflow, item)
  async function listedBefore(listing: string, before: string, limit: number): Promise<Workflow[]> {
    const { items } = await table.query({
      index: LISTING,
      key: 'listing = :listing AND listedAt < :before',
      values: { ':listing': listing, ':before': before },
      limit,
    })
    return items.map(parse)
  }
  return {
    async get(tenantId, workflowId) {
      const item = await table.get(workflowKey({ tenantId, workflowId }))
      return item ? parse(item) : null
    },
    async list(tenantId, { limit, after }) {
      const { pk, sk } = workflowKey({ tenantId, workflowId: after ?? '' })
      const { items } = await table.query({
        key: 'pk = :pk AND begins_with(sk, :workflow)',
        values: { ':pk': pk, ':workflow': WORKFLOW },
        descending: true,
        limit,
        ...(after !== null && { after: { pk, sk } }),
      })
      return items.map(parse)
    },
    open: (query) => listOpenWorkflows(table, query),
    overdue: (before, limit) => listedBefore(UNDER_WAY, before, limit),
    timed: (before, limit) => listedBefore(TIMED, before, limit),
    async queued(group, limit) {
      const values = { ':listing': queuedListing(group) }
      const { items } = await table.query({ index: LISTING, key: 'listing = :listing', values, limit })
      return items.map(parse)
    },
    async save(change) {
      const { item, ...condition } = workflowPut(change)
      try {
        await table.put(item, condition)
        return z.parse(Workflow, item)
      } catch (error) {
        throw error instanceof ConditionFailed ? new Stale(error.message) : error
      }
    },
  }
}

/** The write of a workflow on top of the state that was read. */
export function workflowPut({
  before,
  after,
}: WorkflowChange): Omit<Extract<Write, { kind: 'put' }>, 'kind' | 'table'> {
  if (!before) return { item: workflowItem(withCorrelation(after)), condition: 'attribute_not_exists(pk)' }
  return {
    item: workflowItem({
      ...(isAskedForAgain(before, after) ? withCorrelation(after) : after),
      version: before.version + 1,
    }),
    condition: '#version = :version',
    names: { '#version': 'version' },
    values: { ':version': before.version },
  }
}

/** Whether a person has asked for another run: its steps belong to that request. What begins by itself belongs to the first one. */
const isAskedForAgain = (before: Workflow, after: Workflow): boolean =>
  before.attempt !== after.attempt && currentWork()?.kind === 'request'
