import type { CloudContext } from '../../core/cloud-context.ts'

/** The token that a waiting task was given out with. It outlives a restart, and so does an answer that came meanwhile. */
export interface TaskToken {
  token: string
  execution: string
  /** Where in the execution the task stands, retries included. */
  path: string
  status: 'pending' | 'succeeded' | 'failed' | 'timed-out'
  /** JSON text: the output, or `{ error, cause }`. */
  answer: string | null
  /** Whether the service was called: it is not called again after a restart. */
  submitted: boolean
  createdAt: number
  heartbeatAt: number
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS states_task_tokens (
    token TEXT PRIMARY KEY, execution TEXT NOT NULL, path TEXT NOT NULL, status TEXT NOT NULL, answer TEXT, submitted INTEGER NOT NULL,
    created_at INTEGER NOT NULL, heartbeat_at INTEGER NOT NULL, UNIQUE (execution, path)
  ) WITHOUT ROWID;
`

const COLUMNS =
  'token, execution, path, status, answer, submitted, created_at AS createdAt, heartbeat_at AS heartbeatAt'

export type TokenStore = ReturnType<typeof tokenStore>

/** Task tokens of callbacks. */
export function tokenStore({ database, clock, ids }: Pick<CloudContext, 'database' | 'clock' | 'ids'>) {
  database.exec(SCHEMA)
  const select = database.prepare(`SELECT ${COLUMNS} FROM states_task_tokens WHERE token = ?`)
  const selectAt = database.prepare(`SELECT ${COLUMNS} FROM states_task_tokens WHERE execution = ? AND path = ?`)
  const insert = database.prepare(
    "INSERT INTO states_task_tokens (token, execution, path, status, submitted, created_at, heartbeat_at) VALUES (?, ?, ?, 'pending', 0, ?, ?)",
  )
  const settle = database.prepare(
    "UPDATE states_task_tokens SET status = ?, answer = ? WHERE token = ? AND status = 'pending'",
  )
  const submit = database.prepare('UPDATE states_task_tokens SET submitted = 1 WHERE token = ?')
  const beat = database.prepare('UPDATE states_task_tokens SET heartbeat_at = ? WHERE token = ?')
  const close = database.prepare(
    "UPDATE states_task_tokens SET status = 'timed-out' WHERE execution = ? AND status = 'pending'",
  )
  const read = (row: unknown) => {
    const stored = row as (Omit<TaskToken, 'submitted'> & { submitted: number }) | undefined
    return stored && ({ ...stored, submitted: stored.submitted === 1 } satisfies TaskToken)
  }
  return {
    get: (token: string): TaskToken | undefined => read(select.get(token)),
    /** The token of a task; the same one when an execution comes by again after a restart. */
    at(execution: string, path: string): TaskToken {
      const known = read(selectAt.get(execution, path))
      if (known) return known
      const now = clock.now()
      const token = `AQC${ids.bytes(96).toString('base64')}`
      insert.run(token, execution, path, now, now)
      return {
        token,
        execution,
        path,
        status: 'pending',
        answer: null,
        submitted: false,
        createdAt: now,
        heartbeatAt: now,
      }
    },
    settle: (token: string, status: TaskToken['status'], answer: string | null): void =>
      void settle.run(status, answer, token),
    submitted: (token: string): void => void submit.run(token),
    heartbeat: (token: string): void => void beat.run(clock.now(), token),
    /** Tasks of an execution that has ended wait for nothing. */
    closeAll: (execution: string): void => void close.run(execution),
  }
}
