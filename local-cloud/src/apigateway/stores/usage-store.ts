import type { DatabaseSync } from 'node:sqlite'

/** How often each key of a plan was used, by day (UTC, days since the epoch), and extensions of quotas by UpdateUsage. */
export interface UsageStore {
  usedOn(planId: string, keyId: string, day: number): number
  /** Over days `from` to `to`, both included. */
  usedBetween(planId: string, keyId: string, from: number, to: number): number
  setUsed(planId: string, keyId: string, day: number, used: number): void
  /** Requests granted beyond (or, negative, below) the plan's limit in the period that began on a day. */
  extension(planId: string, keyId: string, periodStart: number): number
  extend(planId: string, keyId: string, periodStart: number, requests: number): void
  /** Changes when an extension does: counters in memory are stale. */
  revision(): number
}

export function usageStore(database: DatabaseSync): UsageStore {
  database.exec(`
    CREATE TABLE IF NOT EXISTS apigateway_usage (plan_id TEXT NOT NULL, key_id TEXT NOT NULL, day INTEGER NOT NULL,
      used INTEGER NOT NULL, PRIMARY KEY (plan_id, key_id, day)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS apigateway_quota_extensions (plan_id TEXT NOT NULL, key_id TEXT NOT NULL,
      period_start INTEGER NOT NULL, requests INTEGER NOT NULL, PRIMARY KEY (plan_id, key_id, period_start)) WITHOUT ROWID;
  `)
  const between = database.prepare(`SELECT coalesce(sum(used), 0) AS used FROM apigateway_usage
    WHERE plan_id = ? AND key_id = ? AND day BETWEEN ? AND ?`)
  const setUsed = database.prepare(`INSERT INTO apigateway_usage (plan_id, key_id, day, used) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET used = excluded.used`)
  const extension = database.prepare(`SELECT requests FROM apigateway_quota_extensions
    WHERE plan_id = ? AND key_id = ? AND period_start = ?`)
  const extend = database.prepare(`INSERT INTO apigateway_quota_extensions VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET requests = excluded.requests`)
  let revision = 0

  return {
    usedOn: (planId, keyId, day) => Number(between.get(planId, keyId, day, day)?.used),
    usedBetween: (planId, keyId, from, to) => Number(between.get(planId, keyId, from, to)?.used),
    setUsed: (planId, keyId, day, used) => void setUsed.run(planId, keyId, day, used),
    extension: (planId, keyId, periodStart) => Number(extension.get(planId, keyId, periodStart)?.requests ?? 0),
    extend(planId, keyId, periodStart, requests) {
      extend.run(planId, keyId, periodStart, requests)
      revision++
    },
    revision: () => revision,
  }
}
