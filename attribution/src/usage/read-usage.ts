import { stat } from 'node:fs/promises'
import type { BillLine } from '../bill/bill-line.ts'
import type { BadRows } from '../files/bad-input.ts'
import type { OnRead } from '../files/read-chunks.ts'
import { countBatch } from './count-batch.ts'
import { scanFiles } from './scan-files.ts'
import { scanInWorker } from './scan-in-worker.ts'
import { SeenRecords } from './seen-records.ts'
import { ownersOf, sumsFor } from './sums-for-lines.ts'
import { Usage } from './usage.ts'
import { emptied, makeBatch, type UsageBatch } from './usage-batch.ts'

/** From so many bytes on, a thread of its own is worth its start. */
const MANY = 4 << 20

/** Reads usage lines and sums up what some bill lines are shared by. Rows that cannot be read are added to `bad`. */
export async function readUsage(
  files: string[],
  lines: BillLine[],
  bad: BadRows,
  onRead: OnRead = () => {},
  many = MANY,
): Promise<Usage> {
  const sums = sumsFor(lines)
  const seen = new SeenRecords()
  const sink = {
    take(batch: UsageBatch, file: string) {
      for (const line of countBatch(batch, seen, sums)) {
        bad.add(file, line, 'another record with the same source and id says something else')
      }
    },
    bad: (file: string, line: number, what: string) => bad.add(file, line, what),
    read: onRead,
  }
  const known = ownersOf(lines)
  const batch = makeBatch()
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size))
  const isLong = sizes.reduce((sum, size) => sum + size, 0) >= many
  const tenants = isLong
    ? await scanInWorker({ files, known }, sink)
    : await scanFiles(files, known, { ...sink, next: () => emptied(batch) })
  return new Usage(tenants, sums)
}
