import type { CloudContext } from '../../core/cloud-context.ts'
import { transaction } from '../../core/database.ts'
import type { Alarm } from '../alarms/alarm.ts'

export interface HistoryItem {
  alarm: string
  /** Milliseconds since the epoch. */
  at: number
  type: 'ConfigurationUpdate' | 'StateUpdate' | 'Action'
  summary: string
  /** JSON text. */
  data: string
}

/** An action that is still to be taken. */
export interface PendingAction {
  id: number
  alarm: string
  arn: string
  topic: string
  /** The input of SNS's Publish besides the topic. */
  message: Record<string, string>
}

/** "CloudWatch saves alarm history for 30 days." https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html */
const HISTORY_MS = 30 * 86_400_000

export type AlarmStore = ReturnType<typeof alarmStore>

/** Alarms with their states, kept in memory as well; their history; and what they have still to tell. */
export function alarmStore({ database, clock }: CloudContext) {
  database.exec(`
    CREATE TABLE IF NOT EXISTS cloudwatch_alarms (name TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS cloudwatch_alarm_history (
      id INTEGER PRIMARY KEY, alarm TEXT NOT NULL, at INTEGER NOT NULL, type TEXT NOT NULL, summary TEXT NOT NULL, data TEXT NOT NULL) STRICT;
    CREATE INDEX IF NOT EXISTS cloudwatch_alarm_history_at ON cloudwatch_alarm_history (at);
    CREATE TABLE IF NOT EXISTS cloudwatch_alarm_actions (
      id INTEGER PRIMARY KEY, alarm TEXT NOT NULL, arn TEXT NOT NULL, topic TEXT NOT NULL, message TEXT NOT NULL) STRICT`)
  const write = database.prepare('INSERT OR REPLACE INTO cloudwatch_alarms VALUES (?, ?)')
  const drop = database.prepare('DELETE FROM cloudwatch_alarms WHERE name = ?')
  const insert = database.prepare(
    'INSERT INTO cloudwatch_alarm_history (alarm, at, type, summary, data) VALUES (?, ?, ?, ?, ?)',
  )
  const expire = database.prepare('DELETE FROM cloudwatch_alarm_history WHERE at < ?')
  const history = database.prepare(`SELECT alarm, at, type, summary, data FROM cloudwatch_alarm_history
    WHERE (?1 IS NULL OR alarm = ?1) AND (?2 IS NULL OR type = ?2) AND at >= ?3 AND at <= ?4 ORDER BY at, id`)
  const queue = database.prepare(
    'INSERT INTO cloudwatch_alarm_actions (alarm, arn, topic, message) VALUES (?, ?, ?, ?)',
  )
  const pending = database.prepare(
    'SELECT id, alarm, arn, topic, message FROM cloudwatch_alarm_actions ORDER BY id LIMIT 1',
  )
  const settle = database.prepare('DELETE FROM cloudwatch_alarm_actions WHERE id = ?')
  const alarms = new Map<string, Alarm>()
  // Only `put` writes this column.
  for (const { json } of database.prepare('SELECT json FROM cloudwatch_alarms').all()) {
    const alarm: Alarm = JSON.parse(String(json))
    alarms.set(alarm.name, alarm)
  }
  const record = ({ alarm, at, type, summary, data }: HistoryItem): void => {
    expire.run(clock.now() - HISTORY_MS)
    insert.run(alarm, at, type, summary, data)
  }

  return {
    get: (name: string): Alarm | undefined => alarms.get(name),

    /** By name. */
    list: (): Alarm[] => [...alarms.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),

    /** Stores an alarm with what is to be remembered of the change and told to topics, all of it or nothing. */
    put(alarm: Alarm, item: HistoryItem | null, topics: string[] = [], message: Record<string, string> = {}): void {
      transaction(database, () => {
        write.run(alarm.name, JSON.stringify(alarm))
        if (item) record(item)
        for (const topic of topics) queue.run(alarm.name, alarm.arn, topic, JSON.stringify(message))
      })
      alarms.set(alarm.name, alarm)
    },

    remove(name: string): void {
      drop.run(name)
      alarms.delete(name)
    },

    /** The oldest action that is still to be taken. */
    pending(): PendingAction | undefined {
      // The columns are those of PendingAction; only `put` writes the message.
      const row = pending.get() as unknown as (Omit<PendingAction, 'message'> & { message: string }) | undefined
      return row && { ...row, message: JSON.parse(row.message) }
    },

    /** An action was taken, or will never be. */
    settle({ id }: PendingAction, item: HistoryItem): void {
      transaction(database, () => {
        settle.run(id)
        record(item)
      })
    },

    /** The oldest first. */
    history: (alarm: string | undefined, type: string | undefined, from: number, to: number): HistoryItem[] =>
      history.all(alarm ?? null, type ?? null, from, to) as unknown as HistoryItem[],
  }
}
