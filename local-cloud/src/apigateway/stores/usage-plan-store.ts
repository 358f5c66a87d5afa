import type { DatabaseSync } from 'node:sqlite'
import type { UsagePlan } from './usage-plan.ts'

export interface UsagePlanStore {
  get(id: string): UsagePlan | undefined
  /** Oldest first. */
  list(): UsagePlan[]
  count(): number
  put(plan: UsagePlan): void
  remove(id: string): void
  /** Changes with every write. */
  revision(): number
}

export function usagePlanStore(database: DatabaseSync): UsagePlanStore {
  database.exec(`CREATE TABLE IF NOT EXISTS apigateway_usage_plans (
    sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL)`)
  const get = database.prepare('SELECT body FROM apigateway_usage_plans WHERE id = ?')
  const list = database.prepare('SELECT body FROM apigateway_usage_plans ORDER BY sequence')
  const count = database.prepare('SELECT count(*) AS plans FROM apigateway_usage_plans')
  const put = database.prepare(`INSERT INTO apigateway_usage_plans (id, body) VALUES (?, ?)
    ON CONFLICT (id) DO UPDATE SET body = excluded.body`)
  const remove = database.prepare('DELETE FROM apigateway_usage_plans WHERE id = ?')
  let revision = 0
  const parse = (row: unknown): UsagePlan => JSON.parse((row as { body: string }).body)

  return {
    get: (id) => {
      const row = get.get(id)
      return row && parse(row)
    },
    list: () => list.all().map(parse),
    count: () => Number(count.get()?.plans),
    put(plan) {
      put.run(plan.id, JSON.stringify(plan))
      revision++
    },
    remove(id) {
      remove.run(id)
      revision++
    },
    revision: () => revision,
  }
}
