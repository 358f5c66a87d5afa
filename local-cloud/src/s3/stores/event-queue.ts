import type { CloudContext } from '../../core/cloud-context.ts'

/** An event on its way to a queue. */
export interface QueuedEvent {
  id: number
  bucket: string
  key: string
  queueArn: string
  /** JSON text of the record; what only the stored object gives is missing until it is ready. */
  record: string
  since: number
  attempts: number
}

export type EventQueue = ReturnType<typeof eventQueue>

const EVENT = 'id, bucket, object_key AS "key", queue_arn AS queueArn, record, since, attempts'

/**
 * Events of buckets. Objects lie in a database of their own: an event is noted here before its object is stored, and is sent when that has
 * happened, so that no kill in between loses it. An id is never given twice: sequencers are made of them.
 */
export function eventQueue({ database, clock }: CloudContext) {
  database.exec(`
    CREATE TABLE IF NOT EXISTS s3_events (
      id INTEGER PRIMARY KEY AUTOINCREMENT, bucket TEXT NOT NULL, object_key TEXT NOT NULL, queue_arn TEXT NOT NULL,
      due INTEGER, since INTEGER NOT NULL, attempts INTEGER NOT NULL, record TEXT NOT NULL) STRICT;
    CREATE INDEX IF NOT EXISTS s3_events_by_due ON s3_events (due);`)
  const insert = database.prepare(
    'INSERT INTO s3_events (bucket, object_key, queue_arn, since, attempts, record) VALUES (?, ?, ?, ?, 0, ?)',
  )
  const complete = database.prepare('UPDATE s3_events SET record = ?, due = ? WHERE id = ?')
  const open = database.prepare(`SELECT ${EVENT} FROM s3_events WHERE due IS NULL ORDER BY id`)
  const earliest = database.prepare('SELECT min(due) AS due FROM s3_events')
  const first = database.prepare(`SELECT ${EVENT} FROM s3_events WHERE due <= ? ORDER BY due, id LIMIT 1`)
  const erase = database.prepare('DELETE FROM s3_events WHERE id = ?')
  const later = database.prepare('UPDATE s3_events SET attempts = attempts + 1, due = ? WHERE id = ?')

  return {
    /** Answers the id. The event is not sent before it is ready. */
    note: ({ bucket, key, queueArn, record }: Omit<QueuedEvent, 'id' | 'since' | 'attempts'>): number =>
      Number(insert.run(bucket, key, queueArn, clock.now(), record).lastInsertRowid),
    ready: (id: number, record: string): void => void complete.run(record, clock.now(), id),
    /** Those of which an earlier run does not say whether their object was stored. The columns are those of QueuedEvent. */
    unsettled: () => open.all() as unknown as QueuedEvent[],
    due: (): number | null => (earliest.get()?.due as number | null) ?? null,
    next: () => first.get(clock.now()) as unknown as QueuedEvent | undefined,
    remove: (id: number): void => void erase.run(id),
    postpone: (id: number, delay: number): void => void later.run(clock.now() + delay, id),
  }
}
