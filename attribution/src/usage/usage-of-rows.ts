import type { BillLine } from '../bill/bill-line.ts'
import { BadRow, type Json } from '../files/parse-object.ts'
import { countBatch } from './count-batch.ts'
import { NameTable } from './name-table.ts'
import { parseUsage } from './parse-usage-line.ts'
import { SeenRecords } from './seen-records.ts'
import { ownersOf, sumsFor } from './sums-for-lines.ts'
import { Usage } from './usage.ts'
import { addRecord, emptied, isFull, makeBatch } from './usage-batch.ts'
import { UsageRecord } from './usage-record.ts'
import { PLATFORM } from './usage-sums.ts'

/** Sums up what some bill lines are shared by from rows of a query, by the same rules as `readUsage` does from files. Throws a BadRow that names the row. */
export function usageOfRows(rows: Iterable<Json>, lines: BillLine[]): Usage {
  const [sums, seen] = [sumsFor(lines), new SeenRecords()]
  const [tenants, sources] = [new NameTable(), new NameTable()]
  for (const owner of ownersOf(lines)) tenants.numberOf(Buffer.from(owner))
  const [record, batch] = [new UsageRecord(), makeBatch()]
  const count = () => {
    const [conflict] = countBatch(batch, seen, sums)
    if (conflict !== undefined)
      throw new BadRow(`row ${conflict}: another record with the same source and id says something else`)
    emptied(batch)
  }
  let number = 0
  for (const row of rows) {
    number++
    try {
      parseUsage(row, record)
    } catch (error) {
      throw error instanceof BadRow ? new BadRow(`row ${number}: ${error.message}`) : error
    }
    const { bytes, sourceFrom, sourceTo, subjectFrom, subjectTo } = record
    const tenant = subjectFrom < 0 ? PLATFORM : tenants.numberOf(bytes, subjectFrom, subjectTo) + 1
    addRecord(batch, record, number, tenant, sources.numberOf(bytes, sourceFrom, sourceTo))
    if (isFull(batch)) count()
  }
  count()
  return new Usage(tenants.names, sums)
}
