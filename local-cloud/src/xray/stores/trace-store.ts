import type { CloudContext } from '../../core/cloud-context.ts'
import { transaction } from '../../core/database.ts'
import type { Segment } from '../segment.ts'

/** "X-Ray stores trace data for the last 30 days." https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-traces */
const KEPT_SECONDS = 30 * 86_400
const SWEEP_EVERY_MS = 3_600_000

export interface Trace {
  id: string
  segments: Segment[]
}

export type TraceStore = ReturnType<typeof traceStore>

/** Segments by their traces. What comes in one tick of the event loop is stored in one transaction. */
export function traceStore(
  { database, clock }: CloudContext,
  /** Told of traces that were not there before. */
  recorded: (traces: string[]) => void = () => {},
) {
  database.exec(`
    CREATE TABLE IF NOT EXISTS xray_segments (
      trace TEXT NOT NULL, id TEXT NOT NULL, epoch INTEGER NOT NULL, document TEXT NOT NULL, PRIMARY KEY (trace, id)) STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS xray_segments_epoch ON xray_segments (epoch)`)
  const write = database.prepare('INSERT OR REPLACE INTO xray_segments VALUES (?, ?, ?, ?)')
  const isKnown = database.prepare('SELECT 1 FROM xray_segments WHERE trace = ? LIMIT 1')
  const expire = database.prepare('DELETE FROM xray_segments WHERE epoch < ?')
  const ofTrace = database.prepare('SELECT document FROM xray_segments WHERE trace = ?')
  const between = database.prepare(
    'SELECT DISTINCT trace FROM xray_segments WHERE epoch >= ? AND epoch <= ? ORDER BY epoch, trace',
  )
  const pending: Segment[] = []
  let sweptAt = 0

  const flush = (): void => {
    if (pending.length === 0 || !database.isOpen) return
    const batch = pending.splice(0)
    const now = clock.now()
    const traces: string[] = []
    transaction(database, () => {
      for (const segment of batch) {
        const trace = segment.trace_id.toLowerCase()
        if (!isKnown.get(trace)) traces.push(trace)
        write.run(trace, segment.id.toLowerCase(), epochOf(trace), JSON.stringify(segment))
      }
      if (now - sweptAt < SWEEP_EVERY_MS) return
      sweptAt = now
      expire.run(Math.floor(now / 1000) - KEPT_SECONDS)
    })
    if (traces.length > 0) recorded(traces)
  }

  const segmentsOf = (trace: string): Segment[] =>
    ofTrace
      .all(trace.toLowerCase())
      // Only `flush` writes this column.
      .map(({ document }) => JSON.parse(String(document)) as Segment)
      .sort((a, b) => a.start_time - b.start_time)

  return {
    flush,

    put(segment: Segment): void {
      if (pending.length === 0) setImmediate(flush)
      pending.push(segment)
    },

    /** Undefined where nothing is known of it. */
    trace(id: string): Trace | undefined {
      flush()
      const segments = segmentsOf(id)
      return segments.length === 0 ? undefined : { id, segments }
    },

    /** Those that began in a time by their ids, in seconds, the oldest first. */
    *traces(from: number, to: number): Generator<Trace> {
      flush()
      for (const { trace } of between.all(Math.ceil(from), Math.floor(to)))
        yield { id: String(trace), segments: segmentsOf(String(trace)) }
    },
  }
}

/** When a trace began, in seconds, as its id says. */
const epochOf = (trace: string): number => Number.parseInt(trace.slice(2, 10), 16)
