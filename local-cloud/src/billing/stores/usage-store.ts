import type { CloudContext } from '../../core/cloud-context.ts'
import { transaction } from '../../core/database.ts'
import { HOUR_MS } from '../month.ts'
import { type BillItem, isBillItem } from '../price-list.ts'

/** What was used of an item at a resource in an hour. */
export interface HourlyUse {
  /** Milliseconds since the epoch. */
  hour: number
  item: BillItem
  resource: string
  amount: number
  tags: Record<string, string>
}

/** A resource that is gone has none any more: what it had stays. */
const NEWEST_TAGS = "tags = CASE excluded.tags WHEN '{}' THEN tags ELSE excluded.tags END"

export type UsageStore = ReturnType<typeof usageStore>

/** Use by hour, item and resource. */
export function usageStore({ database }: Pick<CloudContext, 'database'>) {
  database.exec(`
    CREATE TABLE IF NOT EXISTS billing_usage (
      hour INTEGER NOT NULL, item TEXT NOT NULL, resource TEXT NOT NULL, amount REAL NOT NULL, tags TEXT NOT NULL,
      PRIMARY KEY (hour, item, resource)) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS billing_monthly_users (
      month TEXT NOT NULL, pool TEXT NOT NULL, user TEXT NOT NULL, PRIMARY KEY (month, pool, user)) STRICT, WITHOUT ROWID`)
  const add = database.prepare(`INSERT INTO billing_usage VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET amount = amount + excluded.amount, ${NEWEST_TAGS}`)
  const raise = database.prepare(`INSERT INTO billing_usage VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET amount = excluded.amount, ${NEWEST_TAGS} WHERE excluded.amount > amount`)
  const see = database.prepare('INSERT OR IGNORE INTO billing_monthly_users VALUES (?, ?, ?)')
  const between = database.prepare(
    'SELECT hour, item, resource, amount, tags FROM billing_usage WHERE hour >= ? AND hour < ? ORDER BY hour, item, resource',
  )
  const first = database.prepare('SELECT min(hour) AS hour FROM billing_usage')
  const hourOf = (time: number) => time - (time % HOUR_MS)
  return {
    hourOf,
    /** `added` is added to what was used; of `standing` the most that was there in the hour counts. Answers whether that changed anything. */
    write(added: HourlyUse[], standing: HourlyUse[]): boolean {
      return transaction(database, () => {
        let changes = added.length
        for (const { hour, item, resource, amount, tags } of added)
          add.run(hour, item, resource, amount, JSON.stringify(tags))
        for (const { hour, item, resource, amount, tags } of standing)
          changes += Number(raise.run(hour, item, resource, amount, JSON.stringify(tags)).changes)
        return changes > 0
      })
    },
    /** Whether somebody is active for the first time in the month. */
    seeUser: (month: string, pool: string, user: string): boolean => see.run(month, pool, user).changes > 0,
    between: (from: number, to: number): HourlyUse[] =>
      between.all(from, to).flatMap(({ hour, item, resource, amount, tags }) =>
        // What an earlier version had a price for may have none any more.
        isBillItem(String(item))
          ? [
              {
                hour: Number(hour),
                item: item as BillItem,
                resource: String(resource),
                amount: Number(amount),
                tags: JSON.parse(String(tags)),
              },
            ]
          : [],
      ),
    firstHour: (): number | null => (first.get()?.hour as number | null) ?? null,
  }
}
