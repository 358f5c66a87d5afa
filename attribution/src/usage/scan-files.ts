import { BadRow } from '../files/parse-object.ts'
import { readLines } from '../files/read-lines.ts'
import { NameTable } from './name-table.ts'
import { parseUsageLine } from './parse-usage-line.ts'
import { scanUsageLine } from './scan-usage-line.ts'
import { addRecord, isFull, type UsageBatch } from './usage-batch.ts'
import { UsageRecord } from './usage-record.ts'
import { PLATFORM } from './usage-sums.ts'

/** Takes what is read of usage files. */
export interface RecordSink {
  /** An empty batch to fill. */
  next(): UsageBatch
  /** Takes one that is filled. */
  take(batch: UsageBatch, file: string): void
  bad(file: string, line: number, what: string): void
  /** So many bytes were read from disk. */
  read(bytes: number): void
  /** Lets the sink catch up. */
  pause?(): Promise<void>
}

/** Reads usage lines, and answers the tenants in the order of their numbers from 1. The first of them are those that are `known`. */
export async function scanFiles(files: string[], known: string[], sink: RecordSink): Promise<readonly string[]> {
  const [tenants, sources] = [new NameTable(), new NameTable()]
  for (const tenant of known) tenants.numberOf(Buffer.from(tenant))
  const record = new UsageRecord()
  for (const file of files) {
    let batch = sink.next()
    const take = (line: number) => {
      const { bytes, sourceFrom, sourceTo, subjectFrom, subjectTo } = record
      const tenant = subjectFrom < 0 ? PLATFORM : tenants.numberOf(bytes, subjectFrom, subjectTo) + 1
      addRecord(batch, record, line, tenant, sources.numberOf(bytes, sourceFrom, sourceTo))
      if (!isFull(batch)) return
      sink.take(batch, file)
      batch = sink.next()
    }
    await readLines(
      file,
      (bytes, from, to, line) => {
        try {
          if (!scanUsageLine(bytes, from, to, record)) parseUsageLine(bytes.subarray(from, to), record)
          take(line)
        } catch (error) {
          if (!(error instanceof BadRow)) throw error
          sink.bad(file, line, error.message)
        }
      },
      (bytes) => sink.read(bytes),
      sink.pause && (() => sink.pause?.() ?? Promise.resolve()),
    )
    sink.take(batch, file)
  }
  return tenants.names
}
