import { ConditionFailed, type Table, type Write } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { Stale } from '../tenants/stale.ts'
import { LISTING } from '../tenants/tenant-items.ts'
import { Workflow } from './workflow.ts'
import { QUEUED, UNDER_WAY, WORKFLOW, workflowItem, workflowKey } from './workflow-items.ts'

/** The workflows of tenants, of every kind. */
export interface WorkflowStore {
  get(tenantId: string, workflowId: string): Promise<Workflow | null>
  /** Newest first, from the one behind `after` on. */
  list(tenantId: string, page: { limit: number; after: string | null }): Promise<Workflow[]>
  /** Those that were to make progress before this moment (ISO time), the longest overdue first. */
  overdue(before: string, limit: number): Promise<Workflow[]>
  /** Those that wait for a slot to run in, the oldest first, by an index that may lag. */
  queued(limit: number): Promise<Workflow[]>
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
    async overdue(before, limit) {
      const { items } = await table.query({
        index: LISTING,
        key: 'listing = :listing AND listedAt < :before',
        values: { ':listing': UNDER_WAY, ':before': before },
        limit,
      })
      return items.map(parse)
    },
    async queued(limit) {
      const values = { ':listing': QUEUED }
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
  if (!before) return { item: workflowItem(after), condition: 'attribute_not_exists(pk)' }
  return {
    item: workflowItem({ ...after, version: before.version + 1 }),
    condition: '#version = :version',
    names: { '#version': 'version' },
    values: { ':version': before.version },
  }
}
