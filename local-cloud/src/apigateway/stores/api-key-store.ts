import type { DatabaseSync } from 'node:sqlite'
import type { ApiKey } from './usage-plan.ts'

/** API keys, and the usage plans that they are in. */
export interface ApiKeyStore {
  get(id: string): ApiKey | undefined
  byValue(value: string): ApiKey | undefined
  /** Up to `limit` keys after a position, oldest first; `sequence` of the last one is the next position. */
  list(request: { namePrefix?: string; planId?: string; after: number; limit: number }): {
    key: ApiKey
    sequence: number
  }[]
  count(): number
  put(key: ApiKey): void
  /** Leaves its plans too. */
  remove(id: string): void
  plansOf(keyId: string): string[]
  join(planId: string, keyId: string): void
  leave(planId: string, keyId: string): void
  removePlan(planId: string): void
  /** Changes with every write. */
  revision(): number
}

export function apiKeyStore(database: DatabaseSync): ApiKeyStore {
  database.exec(`
    CREATE TABLE IF NOT EXISTS apigateway_api_keys (
      sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, value TEXT NOT NULL UNIQUE, name TEXT NOT NULL, body TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS apigateway_usage_plan_keys (
      plan_id TEXT NOT NULL, key_id TEXT NOT NULL, PRIMARY KEY (key_id, plan_id)) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS apigateway_keys_of_plan ON apigateway_usage_plan_keys (plan_id);
  `)
  const get = database.prepare('SELECT body FROM apigateway_api_keys WHERE id = ?')
  const byValue = database.prepare('SELECT body FROM apigateway_api_keys WHERE value = ?')
  const list = database.prepare(`SELECT sequence, body FROM apigateway_api_keys
    WHERE sequence > :after AND substr(name, 1, length(:name)) = :name
      AND (:plan = '' OR id IN (SELECT key_id FROM apigateway_usage_plan_keys WHERE plan_id = :plan))
    ORDER BY sequence LIMIT :limit`)
  const count = database.prepare('SELECT count(*) AS keys FROM apigateway_api_keys')
  const put = database.prepare(`INSERT INTO apigateway_api_keys (id, value, name, body) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, body = excluded.body`)
  const remove = database.prepare('DELETE FROM apigateway_api_keys WHERE id = ?')
  const leaveAll = database.prepare('DELETE FROM apigateway_usage_plan_keys WHERE key_id = ?')
  const plansOf = database.prepare('SELECT plan_id FROM apigateway_usage_plan_keys WHERE key_id = ?')
  const join = database.prepare('INSERT OR IGNORE INTO apigateway_usage_plan_keys (plan_id, key_id) VALUES (?, ?)')
  const leave = database.prepare('DELETE FROM apigateway_usage_plan_keys WHERE plan_id = ? AND key_id = ?')
  const removePlan = database.prepare('DELETE FROM apigateway_usage_plan_keys WHERE plan_id = ?')
  let revision = 0
  const parse = (row: unknown): ApiKey => JSON.parse((row as { body: string }).body)

  return {
    get: (id) => {
      const row = get.get(id)
      return row && parse(row)
    },
    byValue: (value) => {
      const row = byValue.get(value)
      return row && parse(row)
    },
    list: ({ namePrefix = '', planId = '', after, limit }) =>
      list
        .all({ after, name: namePrefix, plan: planId, limit })
        .map((row) => ({ key: parse(row), sequence: Number(row.sequence) })),
    count: () => Number(count.get()?.keys),
    put(key) {
      put.run(key.id, key.value, key.name ?? '', JSON.stringify(key))
      revision++
    },
    remove(id) {
      leaveAll.run(id)
      remove.run(id)
      revision++
    },
    plansOf: (keyId) => plansOf.all(keyId).map((row) => String(row.plan_id)),
    join(planId, keyId) {
      join.run(planId, keyId)
      revision++
    },
    leave(planId, keyId) {
      leave.run(planId, keyId)
      revision++
    },
    removePlan(planId) {
      removePlan.run(planId)
      revision++
    },
    revision: () => revision,
  }
}
