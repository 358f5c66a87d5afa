import type { CloudContext } from '../../core/cloud-context.ts'
import { transaction } from '../../core/database.ts'
import { parseRow } from './table.ts'
import type { TableCatalog } from './table-catalog.ts'

/** AWS deletes within a few days of the expiry; here it is a minute or two. */
const SWEEP_INTERVAL_MS = 60_000
const ITEMS_PER_SWEEP = 10_000

/** Older times are taken for a mistake. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html */
const MAX_AGE_SECONDS = 5 * 365 * 24 * 3600

/** Deletes expired items now. Until then they are read like any other, as in DynamoDB. */
export function sweepExpiredItems({ clock, database }: CloudContext, tables: TableCatalog): void {
  const now = Math.floor(clock.now() / 1000)
  for (const table of tables.all()) {
    if (table.definition.TimeToLive === null) continue
    const expired = table.rows.expired(now - MAX_AGE_SECONDS, now, ITEMS_PER_SWEEP).map(parseRow)
    transaction(database, () => {
      for (const stored of expired) {
        table.write(table.position(stored.item), stored, undefined, table.definition.TableName)
      }
    })
  }
}

/** Sweeps each minute between its start and its end. */
export function timeToLiveSweeper({ clock }: CloudContext, sweep: () => void): { start(): void; close(): void } {
  let cancel = () => {}
  const start = () => {
    cancel = clock.after(SWEEP_INTERVAL_MS, () => {
      sweep()
      start()
    })
  }
  return { start, close: () => cancel() }
}
