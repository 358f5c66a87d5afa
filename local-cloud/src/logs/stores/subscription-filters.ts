import type { CloudContext } from '../../core/cloud-context.ts'
import { filterPattern } from '../filter-pattern.ts'

export interface SubscriptionFilter {
  group: string
  name: string
  pattern: string
  /** ARN of a delivery stream. */
  destination: string
  role: string
}

interface Compiled extends SubscriptionFilter {
  matches(message: string): boolean
}

const FILTER = 'log_group AS "group", name, pattern, destination, role'

export type SubscriptionFilters = ReturnType<typeof subscriptionFilters>

/** The subscription filters of log groups. */
export function subscriptionFilters({ database }: CloudContext) {
  database.exec(`CREATE TABLE IF NOT EXISTS logs_subscription_filters (
    log_group TEXT NOT NULL, name TEXT NOT NULL, pattern TEXT NOT NULL, destination TEXT NOT NULL, role TEXT NOT NULL,
    PRIMARY KEY (log_group, name)) STRICT`)
  const select = database.prepare(`SELECT ${FILTER} FROM logs_subscription_filters WHERE log_group = ? ORDER BY name`)
  const write = database.prepare('INSERT OR REPLACE INTO logs_subscription_filters VALUES (?, ?, ?, ?, ?)')
  const erase = database.prepare('DELETE FROM logs_subscription_filters WHERE log_group = ? AND name = ?')
  const eraseAll = database.prepare('DELETE FROM logs_subscription_filters WHERE log_group = ?')
  // Every line that is written is held against the filters of its group.
  const byGroup = new Map<string, Compiled[]>()

  const of = (group: string): Compiled[] => {
    let filters = byGroup.get(group)
    if (!filters) {
      // The columns are those of SubscriptionFilter.
      const stored = select.all(group) as unknown as SubscriptionFilter[]
      filters = stored.map((filter) => ({ ...filter, matches: filterPattern(filter.pattern).matches }))
      byGroup.set(group, filters)
    }
    return filters
  }

  return {
    of,
    get: (group: string, name: string): SubscriptionFilter | undefined => of(group).find((one) => one.name === name),
    put({ group, name, pattern, destination, role }: SubscriptionFilter): void {
      write.run(group, name, pattern, destination, role)
      byGroup.delete(group)
    },
    delete(group: string, name: string): void {
      erase.run(group, name)
      byGroup.delete(group)
    },
    deleteAll(group: string): void {
      eraseAll.run(group)
      byGroup.delete(group)
    },
  }
}
