import type { CloudContext } from '../../core/cloud-context.ts'
import type { QueryExecution } from '../query-execution.ts'

/** "Athena keeps a query history for 45 days." https://docs.aws.amazon.com/athena/latest/ug/queries-viewing-history.html */
const KEPT_MS = 45 * 86_400_000

export type QueryStore = ReturnType<typeof queryStore>

export function queryStore({ database, clock }: CloudContext) {
  database.exec(`
    CREATE TABLE IF NOT EXISTS athena_queries (
      id TEXT PRIMARY KEY, token TEXT UNIQUE, state TEXT NOT NULL, submitted_at INTEGER NOT NULL, query TEXT NOT NULL) STRICT;
    CREATE INDEX IF NOT EXISTS athena_queries_by_state ON athena_queries (state);
    CREATE INDEX IF NOT EXISTS athena_queries_by_time ON athena_queries (submitted_at)`)
  const write = database.prepare('INSERT OR REPLACE INTO athena_queries VALUES (?, ?, ?, ?, ?)')
  const find = database.prepare('SELECT query FROM athena_queries WHERE id = ?')
  const byToken = database.prepare('SELECT query FROM athena_queries WHERE token = ?')
  const open = database.prepare("SELECT query FROM athena_queries WHERE state IN ('QUEUED', 'RUNNING')")
  const expire = database.prepare('DELETE FROM athena_queries WHERE submitted_at < ?')
  // Only `put` writes this column.
  const read = (row: Record<string, unknown> | undefined): QueryExecution | undefined =>
    row && JSON.parse(String(row.query))
  return {
    put(query: QueryExecution): void {
      expire.run(clock.now() - KEPT_MS)
      write.run(query.id, query.token, query.state, query.submittedAt, JSON.stringify(query))
    },
    find: (id: string): QueryExecution | undefined => read(find.get(id)),
    byToken: (token: string): QueryExecution | undefined => read(byToken.get(token)),
    /** Those that an earlier run has not ended. */
    open: (): QueryExecution[] => open.all().flatMap((row) => read(row) ?? []),
  }
}
