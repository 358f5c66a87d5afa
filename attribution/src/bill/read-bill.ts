import { stat } from 'node:fs/promises'
import type { BadRows } from '../files/bad-input.ts'
import type { OnRead } from '../files/read-chunks.ts'
import type { BillLine } from './bill-line.ts'
import type { BillOptions } from './bill-options.ts'
import { readSimpleLines } from './read-simple-lines.ts'
import { withDuckDb } from './report/duckdb.ts'
import { readReport } from './report/read-report.ts'
import { kindOf } from './report/report-file.ts'

/** Reads the lines of a bill from files of any of its formats. Rows that cannot be read are added to `bad`. */
export async function readBill(
  files: string[],
  options: BillOptions,
  bad: BadRows,
  onRead?: OnRead,
): Promise<BillLine[]> {
  const kinds = new Map<string, Awaited<ReturnType<typeof kindOf>>>()
  for (const file of files) kinds.set(file, await kindOf(file))
  const simple = files.filter((file) => kinds.get(file) === 'json lines')
  const lines = await readSimpleLines(simple, options, bad, onRead)
  const reports = files.filter((file) => kinds.get(file) === 'csv' || kinds.get(file) === 'parquet')
  if (reports.length === 0) return lines
  return withDuckDb(async (connection) => {
    for (const file of reports) {
      const kind = kinds.get(file) === 'csv' ? 'csv' : 'parquet'
      for (const line of await readReport(connection, file, kind, options, bad)) lines.push(line)
      onRead?.((await stat(file)).size)
    }
    return lines
  })
}
