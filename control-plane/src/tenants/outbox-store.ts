import { ConditionFailed, type Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import { type Outbox, OutboxRecord } from './outbox.ts'
import { LISTING, outboxKey, outboxListedAt } from './tenant-items.ts'

/** The outbox in the tenants table: its records alone are listed under `outbox`, so looking for leftovers reads nothing else. */
export function outboxStore(table: Pick<Table, 'query' | 'delete' | 'update'>): Outbox {
  return {
    async leftovers(before, limit) {
      const { items } = await table.query({
        index: LISTING,
        key: 'listing = :listing AND listedAt < :before',
        values: { ':listing': 'outbox', ':before': before },
        limit,
      })
      return items.map((item) => z.parse(OutboxRecord, item))
    },
    async remove(record) {
      await table.delete(outboxKey(record))
    },
    async postpone(record, at) {
      try {
        await table.update(outboxKey(record), {
          update: 'SET listedAt = :at',
          condition: 'attribute_exists(pk)',
          values: { ':at': outboxListedAt(record, at) },
        })
      } catch (error) {
        // Somebody else has sent it in the meantime.
        if (!(error instanceof ConditionFailed)) throw error
      }
    },
  }
}
