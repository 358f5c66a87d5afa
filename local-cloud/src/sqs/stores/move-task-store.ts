import type { CloudContext } from '../../core/cloud-context.ts'

export interface MoveTask {
  handle: string
  /** Names of queues; a null destination is each message's own source. */
  source: string
  destination: string | null
  perSecond: number | null
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED'
  moved: number
  toMove: number
  failure: string | null
  /** Milliseconds since the epoch. */
  startedAt: number
}

export type MoveTaskStore = ReturnType<typeof moveTaskStore>

export function moveTaskStore({ database }: CloudContext) {
  database.exec(`CREATE TABLE IF NOT EXISTS sqs_move_tasks (
    position INTEGER PRIMARY KEY AUTOINCREMENT, handle TEXT NOT NULL UNIQUE, source TEXT NOT NULL, status TEXT NOT NULL, json TEXT NOT NULL) STRICT`)
  const write = database.prepare(
    `INSERT INTO sqs_move_tasks (handle, source, status, json) VALUES (?, ?, ?, ?)
     ON CONFLICT (handle) DO UPDATE SET status = excluded.status, json = excluded.json`,
  )
  const one = database.prepare('SELECT json FROM sqs_move_tasks WHERE handle = ?')
  const newest = database.prepare('SELECT json FROM sqs_move_tasks WHERE source = ? ORDER BY position DESC LIMIT ?')
  const running = database.prepare(`SELECT json FROM sqs_move_tasks WHERE status = 'RUNNING' ORDER BY position`)
  // Only `put` writes this column.
  const parse = (row: Record<string, unknown>) => JSON.parse(String(row.json)) as MoveTask

  return {
    put: (task: MoveTask): void => void write.run(task.handle, task.source, task.status, JSON.stringify(task)),
    find(handle: string): MoveTask | undefined {
      const row = one.get(handle)
      return row && parse(row)
    },
    newest: (source: string, limit: number): MoveTask[] => newest.all(source, limit).map(parse),
    running: (): MoveTask[] => running.all().map(parse),
  }
}
