import { AwsError, Unsupported } from '../../core/aws-error.ts'
import { billLine } from '../bill-lines.ts'

/** The columns that lines have; others that AWS documents are refused by name. */
const KNOWN = new Set(Object.keys(billLine({ hour: 0, item: 'traces', resource: '', amount: 1, tags: {} }, '', 0)))

/** The columns of an export's query. https://docs.aws.amazon.com/cur/latest/userguide/dataexports-data-query.html */
export function exportColumns(query: string): string[] {
  const [, list = ''] = /^\s*SELECT\s+([\w\s,]+?)\s+FROM\s+COST_AND_USAGE_REPORT\s*;?\s*$/i.exec(query) ?? []
  const columns = list.split(',').map((column) => column.trim().toLowerCase())
  if (list === '' || columns.some((column) => !/^\w+$/.test(column)))
    throw new Unsupported(`the query of an export: ${query} (a list of columns FROM COST_AND_USAGE_REPORT is)`)
  const unknown = columns.find((column) => !KNOWN.has(column))
  if (unknown !== undefined) throw new Unsupported(`the column ${unknown} of an export`)
  if (new Set(columns).size < columns.length)
    throw new AwsError('ValidationException', 'A column is named twice in the query of the export.')
  return columns
}
