import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'

export interface LogGroup {
  id: number
  name: string
  /** Null keeps events for ever. */
  retentionDays: number | null
  createdAt: number
}

export interface LogStream {
  id: number
  groupId: number
  name: string
  createdAt: number
  firstEvent: number | null
  lastEvent: number | null
  lastIngestion: number | null
}

const GROUP = 'id, name, retention_days AS retentionDays, created_at AS createdAt'
const STREAM = `id, group_id AS groupId, name, created_at AS createdAt, first_event AS firstEvent, last_event AS lastEvent,
  last_ingestion AS lastIngestion`

/** Log groups and streams. Rows are read by the column lists above, so their shape is known. */
export function logGroups({ database, clock }: CloudContext) {
  database.exec(`
    CREATE TABLE IF NOT EXISTS logs_groups (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, retention_days INTEGER, created_at INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS logs_streams (
      id INTEGER PRIMARY KEY, group_id INTEGER NOT NULL, name TEXT NOT NULL, created_at INTEGER NOT NULL,
      first_event INTEGER, last_event INTEGER, last_ingestion INTEGER, UNIQUE (group_id, name));`)
  const byName = database.prepare(`SELECT ${GROUP} FROM logs_groups WHERE name = ?`)
  const byPrefix = database.prepare(`SELECT ${GROUP} FROM logs_groups WHERE substr(name, 1, ?) = ? ORDER BY name`)
  const addGroup = database.prepare('INSERT INTO logs_groups (name, retention_days, created_at) VALUES (?, ?, ?)')
  const streamByName = database.prepare(`SELECT ${STREAM} FROM logs_streams WHERE group_id = ? AND name = ?`)
  const addStream = database.prepare('INSERT INTO logs_streams (group_id, name, created_at) VALUES (?, ?, ?)')
  const touched = database.prepare(
    `UPDATE logs_streams SET first_event = min(coalesce(first_event, ?1), ?1), last_event = max(coalesce(last_event, ?2), ?2),
     last_ingestion = ?3 WHERE id = ?4`,
  )

  const get = (name: string) => byName.get(name) as unknown as LogGroup | undefined
  const stream = (groupId: number, name: string) => streamByName.get(groupId, name) as unknown as LogStream | undefined
  const create = (name: string, retentionDays: number | null): void => {
    addGroup.run(name, retentionDays, clock.now())
  }
  const createStream = (groupId: number, name: string): void => {
    addStream.run(groupId, name, clock.now())
  }

  return {
    get,
    stream,
    create,
    createStream,

    /** Throws ResourceNotFoundException. */
    existing(name: string): LogGroup {
      const group = get(name)
      if (!group) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.')
      return group
    },

    list: (prefix: string) => byPrefix.all([...prefix].length, prefix) as unknown as LogGroup[],

    streams: (groupId: number, prefix: string) =>
      database
        .prepare(`SELECT ${STREAM} FROM logs_streams WHERE group_id = ? AND substr(name, 1, ?) = ? ORDER BY name`)
        .all(groupId, [...prefix].length, prefix) as unknown as LogStream[],

    /** The stream to write to; it and its group are made when they are missing. */
    streamFor(group: string, name: string): LogStream {
      if (!get(group)) create(group, null)
      const { id } = get(group) as LogGroup
      if (!stream(id, name)) createStream(id, name)
      return stream(id, name) as LogStream
    },

    touch(streamId: number, lines: { timestamp: number }[], now: number): void {
      const times = lines.map(({ timestamp }) => timestamp)
      touched.run(Math.min(...times), Math.max(...times), now, streamId)
    },

    setRetention(name: string, days: number | null): void {
      database.prepare('UPDATE logs_groups SET retention_days = ? WHERE name = ?').run(days, name)
    },

    delete(id: number): void {
      database.prepare('DELETE FROM logs_streams WHERE group_id = ?').run(id)
      database.prepare('DELETE FROM logs_groups WHERE id = ?').run(id)
    },
  }
}
