import type { CloudContext } from '../../core/cloud-context.ts'
import { transaction } from '../../core/database.ts'
import type { LogWriter } from '../../core/faces.ts'
import { type LogGroup, logGroups } from './log-groups.ts'

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
}

export type LogStore = ReturnType<typeof logStore>

/** Log events in SQLite. What is written in one tick of the event loop is stored in one transaction. */
export function logStore(context: CloudContext) {
  const { database, clock } = context
  const groups = logGroups(context)
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
  const sweptAt = new Map<number, number>()

  const oldest = (group: LogGroup) => (group.retentionDays ? clock.now() - group.retentionDays * DAY_MS : 0)

  const flush = (): void => {
    if (pending.length === 0 || !database.isOpen) return
    const batch = pending.splice(0)
    const now = clock.now()
    transaction(database, () => {
      for (const { group, stream, lines } of batch) {
        const into = groups.streamFor(group, stream)
        for (const { timestamp, message } of lines) insert.run(into.groupId, into.id, timestamp, now, message)
        groups.touch(into.id, lines, now)
      }
      for (const name of new Set(batch.map(({ group }) => group))) {
        const group = groups.get(name)
        if (!group?.retentionDays || now - (sweptAt.get(group.id) ?? 0) < SWEEP_EVERY_MS) continue
        sweptAt.set(group.id, now)
        expire.run(group.id, oldest(group))
      }
    })
  }

  const writer: LogWriter = {
    put(group, stream, lines) {
      if (lines.length === 0) return
      if (pending.length === 0) setImmediate(flush)
      pending.push({ group, stream, lines })
    },
  }

  return {
    writer,
    flush,
    groups,

    /** Events one by one, in the order asked for; the caller stops when it has enough. */
    *events(query: EventQuery): Generator<LogEvent> {
      const { group, streams, after, before, newestFirst } = query
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
      })
    },
  }
}
