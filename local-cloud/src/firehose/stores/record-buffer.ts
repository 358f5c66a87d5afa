import type { CloudContext } from '../../core/cloud-context.ts'
import { transaction } from '../../core/database.ts'

/** Records that become one object. */
export interface Delivery {
  stream: string
  /** The id of its last record. */
  last: number
  /** Of the oldest record. */
  arrived: number
  /** Its object's, so that an attempt that is made again writes the same object. */
  uuid: string
  attempts: number
  due: number
}

export interface BufferedRecord {
  id: number
  arrived: number
  data: Uint8Array
}

export type RecordBuffer = ReturnType<typeof recordBuffer>

const DELIVERY = 'stream, last, arrived, uuid, attempts, due'

/** What streams have taken and not delivered. A record that was acknowledged is here. */
export function recordBuffer({ database, clock, ids }: CloudContext) {
  database.exec(`
    CREATE TABLE IF NOT EXISTS firehose_records (
      id INTEGER PRIMARY KEY AUTOINCREMENT, stream TEXT NOT NULL, arrived INTEGER NOT NULL, bytes INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
    CREATE INDEX IF NOT EXISTS firehose_records_by_stream ON firehose_records (stream, id);
    CREATE TABLE IF NOT EXISTS firehose_deliveries (
      stream TEXT PRIMARY KEY, last INTEGER NOT NULL, arrived INTEGER NOT NULL, uuid TEXT NOT NULL, attempts INTEGER NOT NULL,
      due INTEGER NOT NULL) STRICT;`)
  const insert = database.prepare('INSERT INTO firehose_records (stream, arrived, bytes, data) VALUES (?, ?, ?, ?)')
  const filled = database.prepare(
    'SELECT stream, min(arrived) AS oldest, sum(bytes) AS bytes FROM firehose_records GROUP BY stream',
  )
  const sizes = database.prepare('SELECT id, arrived, bytes FROM firehose_records WHERE stream = ? ORDER BY id')
  const upTo = database.prepare(
    'SELECT id, arrived, data FROM firehose_records WHERE stream = ? AND id <= ? ORDER BY id',
  )
  const eraseUpTo = database.prepare('DELETE FROM firehose_records WHERE stream = ? AND id <= ?')
  const erase = database.prepare('DELETE FROM firehose_records WHERE stream = ?')
  const begun = database.prepare(`SELECT ${DELIVERY} FROM firehose_deliveries WHERE stream = ?`)
  const begin = database.prepare('INSERT INTO firehose_deliveries VALUES (?, ?, ?, ?, 0, ?)')
  const later = database.prepare('UPDATE firehose_deliveries SET attempts = attempts + 1, due = ? WHERE stream = ?')
  const end = database.prepare('DELETE FROM firehose_deliveries WHERE stream = ?')

  /** What each stream holds, so that a record's arrival need not count it anew. */
  const held = new Map<string, { oldest: number; bytes: number }>()
  const count = () => {
    held.clear()
    for (const { stream, oldest, bytes } of filled.all())
      held.set(String(stream), { oldest: Number(oldest), bytes: Number(bytes) })
  }
  count()

  return {
    held: (): ReadonlyMap<string, { oldest: number; bytes: number }> => held,

    add(stream: string, records: Buffer[]): void {
      const now = clock.now()
      transaction(database, () => {
        for (const data of records) insert.run(stream, now, data.length, data)
      })
      const before = held.get(stream) ?? { oldest: now, bytes: 0 }
      held.set(stream, { ...before, bytes: before.bytes + records.reduce((sum, { length }) => sum + length, 0) })
    },

    /** The columns are those of Delivery. */
    begun: (stream: string) => begun.get(stream) as unknown as Delivery | undefined,

    /** Takes the oldest records, as many as an object holds. The buffer must not be empty. */
    begin(stream: string, sizeBytes: number): Delivery {
      const now = clock.now()
      let last = 0
      let arrived = now
      let bytes = 0
      for (const row of sizes.iterate(stream)) {
        arrived = Math.min(arrived, Number(row.arrived))
        last = Number(row.id)
        bytes += Number(row.bytes)
        if (bytes >= sizeBytes) break
      }
      const delivery = { stream, last, arrived, uuid: ids.uuid(), attempts: 0, due: now }
      begin.run(stream, last, arrived, delivery.uuid, now)
      return delivery
    },

    /** The columns are those of BufferedRecord. */
    records: ({ stream, last }: Delivery) => upTo.all(stream, last) as unknown as BufferedRecord[],

    end({ stream, last }: Delivery): void {
      transaction(database, () => {
        eraseUpTo.run(stream, last)
        end.run(stream)
      })
      count()
    },

    postpone: ({ stream }: Delivery, delay: number): void => void later.run(clock.now() + delay, stream),

    drop(stream: string): void {
      transaction(database, () => {
        erase.run(stream)
        end.run(stream)
      })
      held.delete(stream)
    },
  }
}
