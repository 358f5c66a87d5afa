import type { CloudContext } from '../../core/cloud-context.ts'
import type { SubscriptionFilter } from './subscription-filters.ts'

/** AWS collects for some seconds. */
const COLLECT_MS = 1_000
/** A record that one message fills is not refused for another's bytes. */
const BATCH_CHARACTERS = 900_000
const BATCH_EVENTS = 500

export interface SubscribedEvent {
  id: number
  stream: string
  /** Of the log event. */
  event: number
  timestamp: number
  message: string
}

/** Events for one filter, in the order in which they were written. */
export interface Batch extends Omit<SubscriptionFilter, 'pattern'> {
  events: SubscribedEvent[]
  /** When the first was written. */
  since: number
  attempts: number
}

export type SubscribedEvents = ReturnType<typeof subscribedEvents>

/**
 * Log events on their way to destinations. They are stored with the events themselves, in one transaction, so that none is lost and none is
 * sent that was not written; and with their destination, so that what was written while a filter was there is delivered although it is not any more.
 */
export function subscribedEvents({ database, clock }: CloudContext) {
  database.exec(`
    CREATE TABLE IF NOT EXISTS logs_subscribed_events (
      id INTEGER PRIMARY KEY, log_group TEXT NOT NULL, filter TEXT NOT NULL, destination TEXT NOT NULL, role TEXT NOT NULL,
      due INTEGER NOT NULL, since INTEGER NOT NULL, attempts INTEGER NOT NULL, stream TEXT NOT NULL, event INTEGER NOT NULL,
      timestamp INTEGER NOT NULL, message TEXT NOT NULL) STRICT;
    CREATE INDEX IF NOT EXISTS logs_subscribed_events_by_due ON logs_subscribed_events (due);`)
  const insert = database.prepare(`INSERT INTO logs_subscribed_events
    (log_group, filter, destination, role, due, since, attempts, stream, event, timestamp, message) VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)`)
  const earliest = database.prepare('SELECT min(due) AS due FROM logs_subscribed_events')
  const first = database.prepare(`SELECT log_group AS "group", filter AS name, destination, role, since, attempts
    FROM logs_subscribed_events WHERE due <= ? ORDER BY due, id LIMIT 1`)
  const rows = database.prepare(`SELECT id, stream, event, timestamp, message FROM logs_subscribed_events
    WHERE log_group = ? AND filter = ? AND destination = ? AND role = ? AND due <= ? ORDER BY id LIMIT ${BATCH_EVENTS}`)
  const remove = database.prepare('DELETE FROM logs_subscribed_events WHERE id = ?')
  const postpone = database.prepare('UPDATE logs_subscribed_events SET attempts = ?, due = ? WHERE id = ?')

  return {
    add(filter: SubscriptionFilter, { stream, event, timestamp, message }: Omit<SubscribedEvent, 'id'>): void {
      const { group, name, destination, role } = filter
      const now = clock.now()
      insert.run(group, name, destination, role, now + COLLECT_MS, now, stream, event, timestamp, message)
    },

    due: (): number | null => (earliest.get()?.due as number | null) ?? null,

    /** What is due and goes to the same destination. */
    next(): Batch | undefined {
      const now = clock.now()
      // The columns are those of the types.
      const batch = first.get(now) as unknown as Omit<Batch, 'events'> | undefined
      if (!batch) return undefined
      const events: SubscribedEvent[] = []
      let size = 0
      for (const row of rows.iterate(batch.group, batch.name, batch.destination, batch.role, now)) {
        const event = row as unknown as SubscribedEvent
        size += event.message.length
        if (events.length > 0 && size > BATCH_CHARACTERS) break
        events.push(event)
      }
      return { ...batch, events }
    },

    remove({ events }: Batch): void {
      for (const { id } of events) remove.run(id)
    },

    postpone({ events, attempts }: Batch, delay: number): void {
      for (const { id } of events) postpone.run(attempts + 1, clock.now() + delay, id)
    },
  }
}
