import type { CloudContext } from '../../core/cloud-context.ts'
import { notFound } from '../errors.ts'
import type { Processor } from '../processing/processors.ts'

/** A delivery stream, as it was last configured. */
export interface DeliveryStream {
  name: string
  /** "begins with 1 and increases by 1 for every configuration change" */
  version: number
  roleArn: string
  bucket: string
  prefix: string
  errorPrefix: string
  intervalMs: number
  sizeBytes: number
  compresses: boolean
  processors: Processor[]
  /** Where it writes why a delivery failed. */
  log: { group: string; stream: string } | null
}

export type StreamStore = ReturnType<typeof streamStore>

export function streamStore({ database, accountId }: CloudContext) {
  database.exec(
    'CREATE TABLE IF NOT EXISTS firehose_streams (name TEXT PRIMARY KEY, version INTEGER NOT NULL, configuration TEXT NOT NULL) STRICT',
  )
  const write = database.prepare('INSERT OR REPLACE INTO firehose_streams VALUES (?, ?, ?)')
  const read = database.prepare('SELECT configuration FROM firehose_streams WHERE name = ?')
  const count = database.prepare('SELECT count(*) AS streams FROM firehose_streams')
  const erase = database.prepare('DELETE FROM firehose_streams WHERE name = ?')
  const find = (name: string): DeliveryStream | undefined => {
    const row = read.get(name)
    return row && JSON.parse(String(row.configuration))
  }
  return {
    find,
    /** Throws ResourceNotFoundException. */
    get(name: string): DeliveryStream {
      const stream = find(name)
      if (!stream) throw notFound(name, accountId)
      return stream
    },
    count: (): number => Number(count.get()?.streams),
    put: (stream: DeliveryStream): void => void write.run(stream.name, stream.version, JSON.stringify(stream)),
    delete: (name: string): void => void erase.run(name),
  }
}
