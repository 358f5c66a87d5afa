import type { CloudContext } from '../../core/cloud-context.ts'
import { transaction } from '../../core/database.ts'
import type { MetricDatum, MetricWriter } from '../../core/faces.ts'
import { FINE_KEPT_SECONDS, KEPT_SECONDS, NEWEST_DATUM_MS, OLDEST_DATUM_MS } from '../limits.ts'
import { dimensionsText, type Metric } from '../metric.ts'

const SWEEP_EVERY_MS = 3_600_000

/** How often a value was seen in a second or a minute, which `at` begins: seconds since the epoch. */
export interface Sample {
  at: number
  value: number
  count: number
}

export interface SampleQuery extends Metric {
  /** Inclusive, seconds. */
  from: number
  /** Exclusive, seconds. */
  to: number
  /** Of any unit when undefined. */
  unit?: string | undefined
}

export type MetricStore = ReturnType<typeof metricStore>

/**
 * Metrics. A value is stored once for each second or minute, with how often it was seen there: that gives every statistic and percentile
 * exactly. What is written in one tick of the event loop is stored in one transaction.
 */
export function metricStore({ database, clock }: CloudContext) {
  database.exec(`
    CREATE TABLE IF NOT EXISTS cloudwatch_metrics (
      id INTEGER PRIMARY KEY, namespace TEXT NOT NULL, name TEXT NOT NULL, dimensions TEXT NOT NULL, seen_at INTEGER NOT NULL,
      UNIQUE (namespace, name, dimensions)) STRICT;
    CREATE TABLE IF NOT EXISTS cloudwatch_samples (
      metric INTEGER NOT NULL, at INTEGER NOT NULL, resolution INTEGER NOT NULL, unit TEXT NOT NULL, value REAL NOT NULL,
      count INTEGER NOT NULL, PRIMARY KEY (metric, at, resolution, unit, value)) STRICT, WITHOUT ROWID`)
  const find = database.prepare('SELECT id FROM cloudwatch_metrics WHERE namespace = ? AND name = ? AND dimensions = ?')
  const create = database.prepare(
    'INSERT INTO cloudwatch_metrics (namespace, name, dimensions, seen_at) VALUES (?, ?, ?, 0)',
  )
  const see = database.prepare('UPDATE cloudwatch_metrics SET seen_at = ?2 WHERE id = ?1 AND seen_at < ?2')
  const add = database.prepare(`INSERT INTO cloudwatch_samples VALUES (?, ?, ?, ?, ?, 1)
    ON CONFLICT DO UPDATE SET count = count + 1`)
  const select = database.prepare(`SELECT at, value, count FROM cloudwatch_samples
    WHERE metric = ?1 AND at >= ?2 AND at < ?3 AND (?4 IS NULL OR unit = ?4) ORDER BY at`)
  const list = database.prepare(`SELECT namespace, name, dimensions FROM cloudwatch_metrics
    WHERE (?1 IS NULL OR namespace = ?1) AND (?2 IS NULL OR name = ?2) AND seen_at >= ?3 ORDER BY namespace, name, dimensions`)
  const custom = database.prepare(`SELECT count(*) AS metrics FROM cloudwatch_metrics m WHERE namespace NOT LIKE 'AWS/%'
    AND EXISTS (SELECT 1 FROM cloudwatch_samples s WHERE s.metric = m.id AND s.at >= ? AND s.at < ?)`)
  const ids = new Map<string, number>()
  const seen = new Map<number, number>()
  const pending: { datum: MetricDatum; at: number }[] = []
  let sweptAt = 0

  const knownId = ({ namespace, name, dimensions }: Metric): number | undefined => {
    const text = dimensionsText(dimensions)
    const key = JSON.stringify([namespace, name, text])
    const known = ids.get(key) ?? find.get(namespace, name, text)?.id
    if (known === undefined) return undefined
    ids.set(key, Number(known))
    return Number(known)
  }
  const idOf = (metric: Metric): number =>
    knownId(metric) ??
    Number(create.run(metric.namespace, metric.name, dimensionsText(metric.dimensions)).lastInsertRowid)

  const flush = (): void => {
    if (pending.length === 0 || !database.isOpen) return
    const batch = pending.splice(0)
    const now = clock.now()
    transaction(database, () => {
      for (const { datum, at } of batch) {
        const { values, unit, resolution = 60 } = datum
        const metric = idOf(datum)
        const second = Math.floor(at / 1000)
        const minute = second - (second % 60)
        for (const value of values) add.run(metric, second - (second % resolution), resolution, unit, value)
        if ((seen.get(metric) ?? -1) < minute) see.run(metric, minute)
        seen.set(metric, minute)
      }
      if (now - sweptAt >= SWEEP_EVERY_MS) sweep(now)
    })
  }

  /** Data that is too old goes; what was finer than a minute becomes a minute's. */
  function sweep(now: number): void {
    sweptAt = now
    const second = Math.floor(now / 1000)
    const fine = second - FINE_KEPT_SECONDS
    database
      .prepare(`INSERT INTO cloudwatch_samples SELECT metric, at - at % 60, 60, unit, value, sum(count) FROM cloudwatch_samples
        WHERE resolution = 1 AND at < ? GROUP BY 1, 2, 4, 5 ON CONFLICT DO UPDATE SET count = count + excluded.count`)
      .run(fine)
    database.prepare('DELETE FROM cloudwatch_samples WHERE resolution = 1 AND at < ?').run(fine)
    database.prepare('DELETE FROM cloudwatch_samples WHERE at < ?').run(second - KEPT_SECONDS)
    database.prepare('DELETE FROM cloudwatch_metrics WHERE seen_at < ?').run(second - KEPT_SECONDS)
    ids.clear()
    seen.clear()
  }

  const writer: MetricWriter = {
    put(datum) {
      const now = clock.now()
      const at = datum.timestamp ?? now
      if (datum.values.length === 0 || at < now - OLDEST_DATUM_MS || at > now + NEWEST_DATUM_MS) return
      if (pending.length === 0) setImmediate(flush)
      pending.push({ datum, at })
    },
  }

  return {
    writer,
    flush,

    /** In the order of time. */
    samples(query: SampleQuery): Sample[] {
      flush()
      const id = knownId(query)
      if (id === undefined) return []
      const oldest = Math.floor(clock.now() / 1000) - KEPT_SECONDS
      return select.all(id, Math.max(query.from, oldest), query.to, query.unit ?? null) as unknown as Sample[]
    },

    /** How many that are no service of AWS's had data in a time, in seconds. */
    countCustom(from: number, to: number): number {
      flush()
      return Number(custom.get(from, to)?.metrics)
    },

    /** Those that had data since `seenSince`, in seconds. */
    list(namespace: string | undefined, name: string | undefined, seenSince: number): Metric[] {
      flush()
      return list.all(namespace ?? null, name ?? null, seenSince).map((row) => ({
        namespace: String(row.namespace),
        name: String(row.name),
        dimensions: Object.fromEntries(JSON.parse(String(row.dimensions))),
      }))
    },
  }
}
