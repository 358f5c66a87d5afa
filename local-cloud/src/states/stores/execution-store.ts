import type { CloudContext } from '../../core/cloud-context.ts'
import type { Position } from '../flow/position.ts'

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED'

/** An execution as it is stored. Times are milliseconds since the epoch. */
export interface Execution {
  arn: string
  machineArn: string
  name: string
  revision: string
  status: ExecutionStatus
  /** JSON text, as it was given. */
  input: string
  output: string | null
  error: string | null
  cause: string | null
  startedAt: number
  stoppedAt: number | null
  /** Where it stands; null once it has ended. */
  position: Position | null
  /** What its tasks hand on; undefined where nobody traces. */
  traceHeader?: string | undefined
  /** Its place in the trace, where that was chosen: `parent` is the caller's segment. */
  segment?: { id: string; root: string; parent?: string } | undefined
}

/** What happened in an execution. */
export interface HistoryEvent {
  id: number
  previous: number
  timestamp: number
  type: string
  details: Record<string, unknown> | null
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS states_executions (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE, machine_arn TEXT NOT NULL, status TEXT NOT NULL,
    document TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS states_executions_of ON states_executions (machine_arn, sequence);
  CREATE INDEX IF NOT EXISTS states_executions_running ON states_executions (arn) WHERE status = 'RUNNING';
  CREATE TABLE IF NOT EXISTS states_events (
    execution TEXT NOT NULL, id INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (execution, id)
  ) WITHOUT ROWID;
`

export type ExecutionStore = ReturnType<typeof executionStore>

/** Executions and their histories. */
export function executionStore({ database }: Pick<CloudContext, 'database'>) {
  database.exec(SCHEMA)
  const select = database.prepare('SELECT document FROM states_executions WHERE arn = ?')
  const selectRunning = database.prepare(
    "SELECT document FROM states_executions WHERE status = 'RUNNING' ORDER BY sequence",
  )
  const selectPage = database.prepare(
    'SELECT document, sequence FROM states_executions WHERE machine_arn = ?1 AND sequence < ?2 AND (?3 IS NULL OR status = ?3) ORDER BY sequence DESC LIMIT ?4',
  )
  const insert = database.prepare(
    'INSERT INTO states_executions (arn, machine_arn, status, document) VALUES (?, ?, ?, ?)',
  )
  const update = database.prepare('UPDATE states_executions SET status = ?, document = ? WHERE arn = ?')
  const lastEvent = database.prepare('SELECT max(id) AS id FROM states_events WHERE execution = ?')
  const insertEvent = database.prepare('INSERT INTO states_events (execution, id, document) VALUES (?, ?, ?)')
  const forwards = database.prepare(
    'SELECT document FROM states_events WHERE execution = ? AND id > ? ORDER BY id LIMIT ?',
  )
  const backwards = database.prepare(
    'SELECT document FROM states_events WHERE execution = ? AND id < ? ORDER BY id DESC LIMIT ?',
  )
  // They are numbered from 1.
  const eventCount = (arn: string): number => Number(lastEvent.get(arn)?.id ?? 0)
  const read = <T>(row: unknown): T => JSON.parse((row as { document: string }).document)

  return {
    get(arn: string): Execution | undefined {
      const row = select.get(arn)
      return row && read<Execution>(row)
    },
    running: () => selectRunning.all().map((row) => read<Execution>(row)),
    /** Newest first; `before` is the `next` of the page before. */
    list(machineArn: string, status: ExecutionStatus | null, limit: number, before = Number.MAX_SAFE_INTEGER) {
      const rows = selectPage.all(machineArn, before, status, limit)
      const last = rows.at(-1)?.sequence
      return {
        executions: rows.map((row) => read<Execution>(row)),
        next: rows.length === limit ? Number(last) : undefined,
      }
    },
    add: (execution: Execution): void =>
      void insert.run(execution.arn, execution.machineArn, execution.status, JSON.stringify(execution)),
    put: (execution: Execution): void => void update.run(execution.status, JSON.stringify(execution), execution.arn),
    /** The id of the event. */
    addEvent(arn: string, event: Omit<HistoryEvent, 'id' | 'previous'>): number {
      const previous = eventCount(arn)
      const id = previous + 1
      insertEvent.run(arn, id, JSON.stringify({ ...event, id, previous }))
      return id
    },
    eventCount,
    events: (arn: string, { after, limit, reverse }: { after: number | undefined; limit: number; reverse: boolean }) =>
      (reverse
        ? backwards.all(arn, after ?? Number.MAX_SAFE_INTEGER, limit)
        : forwards.all(arn, after ?? 0, limit)
      ).map((row) => read<HistoryEvent>(row)),
  }
}
