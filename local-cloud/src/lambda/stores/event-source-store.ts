import type { CloudContext } from '../../core/cloud-context.ts'

/** A queue whose messages a function is invoked with. */
export interface EventSource {
  uuid: string
  functionName: string
  queueArn: string
  batchSize: number
  batchingWindowSeconds: number
  /** Invocations at a time; null leaves it to Lambda. */
  maximumConcurrency: number | null
  reportsBatchItemFailures: boolean
  enabled: boolean
  /** Milliseconds since the epoch. */
  modifiedAt: number
}

export type EventSourceStore = ReturnType<typeof eventSourceStore>

export function eventSourceStore({ database }: CloudContext) {
  database.exec('CREATE TABLE IF NOT EXISTS lambda_event_sources (uuid TEXT PRIMARY KEY, json TEXT NOT NULL) STRICT')
  const write = database.prepare('INSERT OR REPLACE INTO lambda_event_sources VALUES (?, ?)')
  const one = database.prepare('SELECT json FROM lambda_event_sources WHERE uuid = ?')
  const all = database.prepare('SELECT json FROM lambda_event_sources ORDER BY uuid')
  const remove = database.prepare('DELETE FROM lambda_event_sources WHERE uuid = ?')
  // Only `put` writes this column.
  const parse = (row: Record<string, unknown>) => JSON.parse(String(row.json)) as EventSource
  return {
    put: (source: EventSource): void => void write.run(source.uuid, JSON.stringify(source)),
    find(uuid: string): EventSource | undefined {
      const row = one.get(uuid)
      return row && parse(row)
    },
    list: (): EventSource[] => all.all().map(parse),
    remove: (uuid: string): void => void remove.run(uuid),
  }
}
