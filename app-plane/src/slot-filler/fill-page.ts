import { shardKey } from '@tenantry/contracts/ids.ts'
import type { AnyEntity } from '@tenantry/contracts/service/entity.ts'
import type { Logger } from '@tenantry/toolkit/logger.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import { type Filled, fillItem } from './fill-item.ts'

const PAGE = 100
const AT_ONCE = 4
/** A quarter of what one partition takes: the tenant's own writes come first. */
const WRITES_PER_SECOND = 250

export interface PageOfItems {
  /** Under a session of the tenant. */
  table: Pick<Table, 'query' | 'update'>
  entity: AnyEntity
  tenantId: string
  shard: number
  /** The id behind which the page begins. */
  after: string | null
  system: Pick<System, 'now' | 'sleep'>
  logger: Pick<Logger, 'warn'>
}

/** Fills the slots of one page of a shard. `next` is the id behind which the next one begins; null at the end of the shard. */
export async function fillPage(page: PageOfItems): Promise<{ written: number; next: string | null }> {
  const { table, entity, tenantId, shard, after, system, logger } = page
  const began = system.now()
  const { items, next } = await table.query({
    key: after === null ? 'shardId = :shard' : 'shardId = :shard AND id > :after',
    values: { ':shard': shardKey(tenantId, shard), ':after': after ?? undefined },
    limit: PAGE,
    // What was written before the filling began must not be missed.
    consistent: true,
  })
  const outcomes: Filled[] = []
  const queue = items.values()
  const work = async () => {
    for (const item of queue) {
      const outcome = await fillItem(table, entity, item)
      if (outcome === 'unreadable') logger.warn('not an item of this entity', { tenantId, id: item.id })
      outcomes.push(outcome)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  const written = outcomes.filter((outcome) => outcome === 'written').length
  await system.sleep(Math.max(0, began + (written / WRITES_PER_SECOND) * 1000 - system.now()))
  return { written, next: next ? String(next.id) : null }
}
