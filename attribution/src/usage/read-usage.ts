import type { BillLine } from '../bill/bill-line.ts'
import type { BadRows } from '../files/bad-input.ts'
import { BadRow } from '../files/parse-object.ts'
import type { OnRead } from '../files/read-chunks.ts'
import { readLines } from '../files/read-lines.ts'
import { NameTable } from './name-table.ts'
import { parseUsageLine } from './parse-usage-line.ts'
import { scanUsageLine } from './scan-usage-line.ts'
import { SeenRecords } from './seen-records.ts'
import { Segments } from './segments.ts'
import { Usage } from './usage.ts'
import { UsageRecord } from './usage-record.ts'
import { PLATFORM, UsageSums } from './usage-sums.ts'

/** Reads usage lines and sums up what some bill lines are shared by. Rows that cannot be read are added to `bad`. */
export async function readUsage(files: string[], lines: BillLine[], bad: BadRows, onRead?: OnRead): Promise<Usage> {
  const segments = new Segments(lines.filter(({ driver, owner }) => driver !== null && owner === undefined))
  const [tenants, sources, seen] = [new NameTable(), new NameTable(), new SeenRecords()]
  // Owners of resources are tenants even if nothing was metered for them.
  for (const owner of new Set(lines.map((line) => line.owner))) if (owner) tenants.numberOf(Buffer.from(owner))
  const sums = new UsageSums(segments)
  const record = new UsageRecord()

  const count = (): 'new' | 'repeat' | 'conflict' => {
    const { bytes, time, sourceFrom, sourceTo, subjectFrom, subjectTo } = record
    const tenant = subjectFrom < 0 ? PLATFORM : tenants.numberOf(bytes, subjectFrom, subjectTo) + 1
    const known = seen.add(record, sources.numberOf(bytes, sourceFrom, sourceTo), tenant)
    const segment = known === 'new' ? segments.find(time) : -1
    if (segment >= 0) sums.add(record, tenant, segment)
    return known
  }

  for (const file of files) {
    await readLines(
      file,
      (bytes, from, to, line) => {
        try {
          if (!scanUsageLine(bytes, from, to, record)) parseUsageLine(bytes.subarray(from, to), record)
          if (count() === 'conflict') throw new BadRow('another record with the same source and id says something else')
        } catch (error) {
          if (!(error instanceof BadRow)) throw error
          bad.add(file, line, error.message)
        }
      },
      onRead,
    )
  }
  return new Usage(tenants.names(), sums)
}
