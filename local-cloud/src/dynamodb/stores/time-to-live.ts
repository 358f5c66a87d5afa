import type { CloudContext } from '../../core/cloud-context.ts'
import { transaction } from '../../core/database.ts'
import type { Item } from '../values/attribute-value.ts'
import { parseRow } from './table.ts'
import type { TableCatalog } from './table-catalog.ts'

/** AWS deletes within a few days of the expiry; here it is a minute or two. */
const SWEEP_INTERVAL_MS = 60_000
const ITEMS_PER_SWEEP = 10_000

/** Older times are taken for a mistake. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html */
const MAX_AGE_SECONDS = 5 * 365 * 24 * 3600

/** When an item expires, in seconds since the epoch; null when it never does. */
export function expiryOf(attribute: string | null, item: Item): number | null {
  const number = attribute === null ? undefined : item[attribute]?.N
  const seconds = Math.floor(Number(number))
  return number === undefined || !Number.isSafeInteger(seconds) ? null : seconds
}

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

/** Sweeps each minute for as long as the database is open. */
export function keepSweeping(context: CloudContext, sweep: () => void): void {
  context.clock.after(SWEEP_INTERVAL_MS, () => {
    if (!context.database.isOpen) return
    sweep()
    keepSweeping(context, sweep)
  })
}
