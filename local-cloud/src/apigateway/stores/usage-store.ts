import type { DatabaseSync } from 'node:sqlite'

/** How often each key of a plan was used, by day (UTC, days since the epoch). */
export interface UsageStore {
  usedOn(planId: string, keyId: string, day: number): number
  /** Over days `from` to `to`, both included. */
  usedBetween(planId: string, keyId: string, from: number, to: number): number
  setUsed(planId: string, keyId: string, day: number, used: number): void
}

export function usageStore(database: DatabaseSync): UsageStore {
  database.exec(`
    CREATE TABLE IF NOT EXISTS apigateway_usage (plan_id TEXT NOT NULL, key_id TEXT NOT NULL, day INTEGER NOT NULL,
      used INTEGER NOT NULL, PRIMARY KEY (plan_id, key_id, day)) WITHOUT ROWID;
  `)
  const between = database.prepare(`SELECT coalesce(sum(used), 0) AS used FROM apigateway_usage
    WHERE plan_id = ? AND key_id = ? AND day BETWEEN ? AND ?`)
  const setUsed = database.prepare(`INSERT INTO apigateway_usage (plan_id, key_id, day, used) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET used = excluded.used`)

  return {
    usedOn: (planId, keyId, day) => Number(between.get(planId, keyId, day, day)?.used),
    usedBetween: (planId, keyId, from, to) => Number(between.get(planId, keyId, from, to)?.used),
    setUsed: (planId, keyId, day, used) => void setUsed.run(planId, keyId, day, used),
  }
}
