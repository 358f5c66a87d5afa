import type { DuckDBConnection } from '@duckdb/node-api'
import { BadInput, type BadRows } from '../../files/bad-input.ts'
import { BadRow } from '../../files/parse-object.ts'
import type { BillLine } from '../bill-line.ts'
import type { BillOptions } from '../bill-options.ts'
import { columnName, FORMATS, type ReportFormat } from './formats.ts'
import { lineOfRow } from './line-of-row.ts'
import { parseReportRow } from './parse-report-row.ts'
import { rowsOf, sqlName } from './report-file.ts'

/** Reads a Cost and Usage Report or a FOCUS export. Columns may be in any order, and there may be any others. */
export async function readReport(
  connection: DuckDBConnection,
  file: string,
  kind: 'csv' | 'parquet',
  options: BillOptions,
  bad: BadRows,
): Promise<BillLine[]> {
  const lines: BillLine[] = []
  try {
    const { from } = await rowsOf(file, kind)
    const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${from}`)
    const columns = described.getRowsJson().map(([name, type]) => ({ name: String(name), type: String(type) }))
    const format = formatOf(file, columns)
    await connection.run(`CREATE OR REPLACE TEMP VIEW ${format.table} AS ${viewOf(format, columns)} FROM ${from}`)
    const result = await connection.stream(format.query)
    const names = result.columnNames()
    let row = 0
    for await (const rows of result.yieldRows()) {
      for (const values of rows) {
        row++
        try {
          lines.push(parseReportRow(Object.fromEntries(names.map((name, index) => [name, values[index]])), options))
        } catch (error) {
          if (!(error instanceof BadRow)) throw error
          bad.add(file, kind === 'csv' ? await lineOfRow(file, row) : row, error.message)
        }
      }
    }
  } catch (error) {
    throw error instanceof BadInput ? error : engineError(file, error)
  }
  return lines
}

interface Column {
  name: string
  type: string
}

function formatOf(file: string, columns: Column[]): ReportFormat {
  const names = new Set(columns.map(({ name }) => columnName(name)))
  const missing = (format: ReportFormat) => format.required.filter((column) => !names.has(column))
  const found = FORMATS.find((format) => missing(format).length === 0)
  if (found) return found
  const nearest = FORMATS.toSorted((a, b) => missing(a).length - missing(b).length)[0] as ReportFormat
  throw new BadInput(
    `${file}:1: is not a bill: neither bill lines in JSON nor a report with the columns of ${FORMATS.map(({ name }) => name).join(', ')}. For ${nearest.name} it lacks ${missing(nearest).join(', ')}`,
  )
}

/** The columns that the query reads, under the names that it knows. */
function viewOf(format: ReportFormat, columns: Column[]): string {
  const expressions = [...format.required, ...format.optional].map((wanted) => {
    const column = columns.find(({ name }) => columnName(name) === wanted)
    if (!column) return `CAST(NULL AS VARCHAR) AS ${wanted}`
    const isText = format.maps.includes(wanted) && column.type === 'VARCHAR'
    return `${isText ? `TRY_CAST(${sqlName(column.name)} AS JSON)` : sqlName(column.name)} AS ${wanted}`
  })
  return `SELECT ${expressions.join(', ')}`
}

/** DuckDB names the line of a broken CSV file in a text of many lines. */
function engineError(file: string, error: unknown): BadInput {
  const message = error instanceof Error ? error.message : String(error)
  const line = /CSV Error on Line: (\d+)/.exec(message)?.[1]
  const what =
    message.split('\n').find((text) => /Expected Number|unterminated|Found/.test(text)) ?? message.split('\n')[0]
  return new BadInput(`${file}${line === undefined ? '' : `:${line}`}: ${what?.trim()}`, { cause: error })
}
