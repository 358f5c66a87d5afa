import type { DatabaseSync } from 'node:sqlite'

/** How often each key of a plan was used, by day (UTC, days since the epoch), and what UpdateUsage added to a period's quota. */
export interface UsageStore {
  usedOn(planId: string, keyId: string, day: number): number
  /** Over days `from` to `to`, both included. */
  usedBetween(planId: string, keyId: string, from: number, to: number): number
  setUsed(planId: string, keyId: string, day: number, used: number): void
  /** Requests beyond the plan's quota that a key has in the period that began on this day; negative when it has fewer. */
  extension(planId: string, keyId: string, periodStart: number): number
  extend(planId: string, keyId: string, periodStart: number, by: number): void
  /** Changes with every extension. */
  revision(): number
}

export function usageStore(database: DatabaseSync): UsageStore {
  database.exec(`
    CREATE TABLE IF NOT EXISTS apigateway_usage (plan_id TEXT NOT NULL, key_id TEXT NOT NULL, day INTEGER NOT NULL,
      used INTEGER NOT NULL, PRIMARY KEY (plan_id, key_id, day)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS apigateway_usage_extensions (plan_id TEXT NOT NULL, key_id TEXT NOT NULL,
      period_start INTEGER NOT NULL, extension INTEGER NOT NULL, PRIMARY KEY (plan_id, key_id, period_start)) WITHOUT ROWID;
  `)
  const between = database.prepare(`SELECT coalesce(sum(used), 0) AS used FROM apigateway_usage
    WHERE plan_id = ? AND key_id = ? AND day BETWEEN ? AND ?`)
  const setUsed = database.prepare(`INSERT INTO apigateway_usage (plan_id, key_id, day, used) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET used = excluded.used`)
  const extension = database.prepare(`SELECT extension FROM apigateway_usage_extensions
    WHERE plan_id = ? AND key_id = ? AND period_start = ?`)
  const extend = database.prepare(`INSERT INTO apigateway_usage_extensions (plan_id, key_id, period_start, extension)
    VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET extension = excluded.extension`)
  let revision = 0

  return {
    usedOn: (planId, keyId, day) => Number(between.get(planId, keyId, day, day)?.used),
    usedBetween: (planId, keyId, from, to) => Number(between.get(planId, keyId, from, to)?.used),
    setUsed: (planId, keyId, day, used) => void setUsed.run(planId, keyId, day, used),
    extension: (planId, keyId, start) => Number(extension.get(planId, keyId, start)?.extension ?? 0),
    extend(planId, keyId, start, by) {
      extend.run(planId, keyId, start, by)
      revision++
    },
    revision: () => revision,
  }
}
