import type { BillLine } from '../bill/bill-line.ts'
import type { BadRows } from '../files/bad-input.ts'
import { BadRow } from '../files/parse-object.ts'
import type { OnRead } from '../files/read-chunks.ts'
import { readLines } from '../files/read-lines.ts'
import { NameTable } from './name-table.ts'
import { parseUsageLine } from './parse-usage-line.ts'
import { type Counters, RecordBatch } from './record-batch.ts'
import { scanUsageLine } from './scan-usage-line.ts'
import { SeenRecords } from './seen-records.ts'
import { Segments } from './segments.ts'
import { Usage } from './usage.ts'
import { UsageSums } from './usage-sums.ts'

/** Reads usage lines and sums up what some bill lines are shared by. Rows that cannot be read are added to `bad`. */
export async function readUsage(files: string[], lines: BillLine[], bad: BadRows, onRead?: OnRead): Promise<Usage> {
  const segments = new Segments(lines.filter(({ driver, owner }) => driver !== null && owner === undefined))
  const counters: Counters = {
    tenants: new NameTable(),
    sources: new NameTable(),
    seen: new SeenRecords(),
    sums: new UsageSums(segments),
  }
  // Owners of resources are tenants even if nothing was metered for them.
  for (const owner of new Set(lines.map((line) => line.owner))) if (owner) counters.tenants.numberOf(Buffer.from(owner))
  for (const file of files) await countFile(file, counters, bad, onRead)
  return new Usage(counters.tenants.names(), counters.sums)
}

async function countFile(file: string, counters: Counters, bad: BadRows, onRead?: OnRead): Promise<void> {
  const batch = new RecordBatch()
  const count = () => {
    for (const line of batch.count(counters)) {
      bad.add(file, line, 'another record with the same source and id says something else')
    }
  }
  await readLines(
    file,
    (bytes, from, to, line) => {
      try {
        if (!scanUsageLine(bytes, from, to, batch.next)) parseUsageLine(bytes.subarray(from, to), batch.next)
        batch.take(line)
      } catch (error) {
        if (!(error instanceof BadRow)) throw error
        bad.add(file, line, error.message)
      }
      if (batch.isFull) count()
    },
    onRead,
  )
  count()
}
