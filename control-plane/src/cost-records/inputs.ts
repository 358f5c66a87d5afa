import type { BillLine } from '@tenantry/attribution/bill/bill-line.ts'
import { parseReportRow } from '@tenantry/attribution/bill/report/parse-report-row.ts'
import { DriverTable } from '@tenantry/attribution/drivers/driver-table.ts'
import type { Json } from '@tenantry/attribution/files/parse-object.ts'
import { DRIVER_METRICS } from '@tenantry/contracts/usage.ts'
import { parse } from 'csv-parse/sync'
import * as z from 'zod/mini'

/** A row of a query's answer: texts, empty where there is nothing. */
export type Row = Record<string, string>

/** A query's answer as Athena writes it. Names are in lower case, as Athena has them. */
export const rowsOf = (csv: string): Row[] =>
  parse(csv, { columns: (names: string[]) => names.map((name) => name.toLowerCase()) })

/** A row of the bill, with whose resource it is about, if that is recorded. */
export const BillRow = z.object({ row: z.record(z.string(), z.string()), owner: z.optional(z.nullable(z.string())) })
export type BillRow = z.infer<typeof BillRow>

export interface BillEntry {
  id: string
  usageType: string
  resource: string | null
  line: BillLine
}

const DRIVERS = new DriverTable()

export function entryOf({ row, owner }: BillRow): BillEntry {
  const resources = { get: () => owner }
  return {
    id: row.line_id ?? '',
    usageType: row.usage_type ?? '',
    resource: row.resource || null,
    line: parseReportRow(row, { basis: 'billed', drivers: DRIVERS, resources }),
  }
}

/** Usage of tenants in hours, as attribution reads it. */
export function* usageRecords(rows: Iterable<Row>): Generator<Json> {
  for (const row of rows) yield usageRecord(row)
}

const usageRecord = (row: Row): Json => ({
  id: row.id,
  source: row.source,
  subject: row.subject || null,
  time: row.at,
  usage: Object.fromEntries(
    DRIVER_METRICS.flatMap((metric) => {
      const amount = row[metric.toLowerCase()]
      return amount ? [[metric, amount]] : []
    }),
  ),
})

/** Lines of JSON. */
export const linesOf = (text: string): unknown[] =>
  text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
