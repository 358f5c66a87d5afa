import type { CloudContext } from '../../core/cloud-context.ts'
import { transaction } from '../../core/database.ts'
import type { LogWriter } from '../../core/faces.ts'
import { loggedBytes } from '../../core/logged-bytes.ts'
import { type LogGroup, logGroups } from './log-groups.ts'
import { subscribedEvents } from './subscribed-events.ts'
import { subscriptionFilters } from './subscription-filters.ts'

const DAY_MS = 86_400_000
/** Expired events are deleted when a group is written to, at most this often; until then reads leave them out. */
const SWEEP_EVERY_MS = 3_600_000

export interface LogLine {
  timestamp: number
  message: string
}

export interface LogEvent extends LogLine {
  id: number
  ingestedAt: number
  stream: string
}

/** Where an event stands in a group or stream: events are ordered by time, then by arrival. */
export interface Position {
  timestamp: number
  id: number
}

export interface EventQuery {
  group: LogGroup
  /** All streams of the group when null. */
  streams: string[] | null
  /** Inclusive, milliseconds. */
  from: number
  /** Exclusive, milliseconds. */
  to: number
  after: Position | null
  before: Position | null
  newestFirst: boolean
  /** Leaves out messages that lack one of them, and have no `\u` escape that may stand for it. */
  words?: string[]
}

export type LogStore = ReturnType<typeof logStore>

/**
 * Log events in SQLite. What is written in one tick of the event loop is stored in one transaction, and with it what subscription filters
 * match of it: `subscribed` is told then.
 */
export function logStore(
  context: CloudContext,
  {
    subscribed = () => {},
    ingested = () => {},
  }: {
    subscribed?: () => void /** Told of the bytes that a group has got. */
    ingested?: (group: string, bytes: number) => void
  } = {},
) {
  const { database, clock } = context
  const groups = logGroups(context)
  const filters = subscriptionFilters(context)
  const outgoing = subscribedEvents(context)
  database.exec(`
    CREATE TABLE IF NOT EXISTS logs_events (
      id INTEGER PRIMARY KEY, group_id INTEGER NOT NULL, stream_id INTEGER NOT NULL,
      timestamp INTEGER NOT NULL, ingested_at INTEGER NOT NULL, message TEXT NOT NULL);
    CREATE INDEX IF NOT EXISTS logs_events_by_group ON logs_events (group_id, timestamp, id);
    CREATE INDEX IF NOT EXISTS logs_events_by_stream ON logs_events (stream_id, timestamp, id);`)
  const insert = database.prepare(
    'INSERT INTO logs_events (group_id, stream_id, timestamp, ingested_at, message) VALUES (?, ?, ?, ?, ?)',
  )
  const expire = database.prepare('DELETE FROM logs_events WHERE group_id = ? AND timestamp < ?')
  const pending: { group: string; stream: string; lines: LogLine[] }[] = []
  let stored = Promise.withResolvers<void>()
  const sweptAt = new Map<number, number>()

  const oldest = (group: LogGroup) => (group.retentionDays ? clock.now() - group.retentionDays * DAY_MS : 0)

  const flush = (): void => {
    if (pending.length === 0) return
    const batch = pending.splice(0)
    const { resolve } = stored
    if (!database.isOpen) {
      resolve()
      return
    }
    const now = clock.now()
    let matched = false
    transaction(database, () => {
      for (const { group, stream, lines } of batch) {
        const into = groups.streamFor(group, stream)
        const subscriptions = filters.of(group)
        for (const { timestamp, message } of lines) {
          const event = Number(insert.run(into.groupId, into.id, timestamp, now, message).lastInsertRowid)
          for (const filter of subscriptions) {
            if (!filter.matches(message)) continue
            outgoing.add(filter, { stream, event, timestamp, message })
            matched = true
          }
        }
        groups.touch(into.id, lines, now)
        ingested(
          group,
          lines.reduce((sum, { message }) => sum + loggedBytes(message), 0),
        )
      }
      for (const name of new Set(batch.map(({ group }) => group))) {
        const group = groups.get(name)
        if (!group?.retentionDays || now - (sweptAt.get(group.id) ?? 0) < SWEEP_EVERY_MS) continue
        sweptAt.set(group.id, now)
        expire.run(group.id, oldest(group))
      }
    })
    resolve()
    if (matched) subscribed()
  }

  const writer: LogWriter = {
    put(group, stream, lines) {
      if (lines.length === 0) return Promise.resolve()
      if (pending.length === 0) {
        stored = Promise.withResolvers()
        setImmediate(flush)
      }
      pending.push({ group, stream, lines })
      return stored.promise
    },
  }

  return {
    writer,
    flush,
    groups,
    filters,
    outgoing,

    /** Events one by one, in the order asked for; the caller stops when it has enough. */
    *events(query: EventQuery): Generator<LogEvent> {
      const { group, streams, after, before, newestFirst, words = [] } = query
      const conditions = ['e.group_id = ?', 'e.timestamp >= ?', 'e.timestamp < ?']
      const values: (string | number)[] = [group.id, Math.max(query.from, oldest(group)), query.to]
      if (streams) {
        const ids = streams.flatMap((name) => groups.stream(group.id, name)?.id ?? [])
        conditions.push(`e.stream_id IN (${ids.map(() => '?').join()})`)
        values.push(...ids)
      }
      for (const [position, operator] of [
        [after, '>'],
        [before, '<'],
      ] as const) {
        if (!position) continue
        conditions.push(`(e.timestamp, e.id) ${operator} (?, ?)`)
        values.push(position.timestamp, position.id)
      }
      for (const word of words) {
        conditions.push(String.raw`(instr(e.message, ?) > 0 OR instr(e.message, '\u') > 0)`)
        values.push(word)
      }
      const direction = newestFirst ? 'DESC' : 'ASC'
      const rows = database
        .prepare(
          `SELECT e.id, e.timestamp, e.message, e.ingested_at AS ingestedAt, s.name AS stream
           FROM logs_events e JOIN logs_streams s ON s.id = e.stream_id
           WHERE ${conditions.join(' AND ')} ORDER BY e.timestamp ${direction}, e.id ${direction}`,
        )
        .iterate(...values)
      // The columns are those of LogEvent.
      for (const row of rows) yield row as unknown as LogEvent
    },

    deleteGroup(group: LogGroup): void {
      transaction(database, () => {
        database.prepare('DELETE FROM logs_events WHERE group_id = ?').run(group.id)
        groups.delete(group.id)
        filters.deleteAll(group.name)
      })
    },
  }
}
