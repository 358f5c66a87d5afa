import { Consumption, READ_UNIT_BYTES, readUnits } from './capacity.ts'
import { meets } from './expressions/condition.ts'
import type { ParsedCondition, ParsedProjection } from './expressions/syntax.ts'
import { projected } from './operations/get-item.ts'
import type { Range } from './stores/row-store.ts'
import { parseRow, type StoredItem, type Table } from './stores/table.ts'
import type { TableIndex } from './stores/table-index.ts'
import type { Item } from './values/attribute-value.ts'

/** Data that one page reads, before the filter. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html */
const PAGE_BYTES = 1024 * 1024

/**
 * What counts towards a page. Where items are completed from the table, the entries of the index together, and each item by itself, are
 * rounded up to the next 4 KB. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html#LSI.ThroughputConsiderations.Reads
 */
const pageBytes = (entries: number, fetched: number): number => (fetched === 0 ? entries : roundedUp(entries) + fetched)
const roundedUp = (bytes: number): number => Math.ceil(bytes / READ_UNIT_BYTES) * READ_UNIT_BYTES

/** The members that Query and Scan have in common. */
export interface PageRequest {
  TableName: string
  IndexName?: string
  Limit?: number
  Select?: 'ALL_ATTRIBUTES' | 'ALL_PROJECTED_ATTRIBUTES' | 'SPECIFIC_ATTRIBUTES' | 'COUNT'
  ExclusiveStartKey?: Item
  ConsistentRead?: boolean
  ReturnConsumedCapacity?: string
  ProjectionExpression?: string
  _filter?: ParsedCondition
  _projection?: ParsedProjection
}

export interface PageSource {
  table: Table
  index: TableIndex | undefined
  label: string
}

/** Reads one page in the order of the keys: up to Limit items or 1 MB, filtered, projected and counted. */
export function readPage(
  { table, index, label }: PageSource,
  range: Range & { /** Whether items are completed from the table. */ fetch: boolean },
  request: PageRequest,
): object {
  const { Limit = Number.POSITIVE_INFINITY, ConsistentRead = false } = request
  const rows = (index?.rows ?? table.rows).read({ ...range, ...(request.Limit && { limit: request.Limit }) })
  const items: Item[] = []
  const consumption = new Consumption(table, label)
  let scanned = 0
  let bytes = 0
  let fetched = 0
  let matched = 0
  let last: StoredItem | undefined
  for (const row of rows) {
    const entry = parseRow(row)
    scanned += 1
    bytes += entry.size
    last = entry
    const whole = range.fetch ? table.get(table.position(entry.item)) : undefined
    if (whole) {
      consumption.units += readUnits(whole.size, ConsistentRead)
      fetched += roundedUp(whole.size)
    }
    const item = whole?.item ?? entry.item
    if (!request._filter || meets(request._filter.expression, item)) {
      matched += 1
      if (request.Select !== 'COUNT') items.push(projected(item, request._projection))
    }
    if (scanned >= Limit || pageBytes(bytes, fetched) >= PAGE_BYTES) break
  }
  const units = readUnits(bytes, ConsistentRead)
  if (index) consumption.addIndex(index.name, units)
  else consumption.units += units
  const more = last !== undefined && (scanned >= Limit || pageBytes(bytes, fetched) >= PAGE_BYTES)
  return {
    ...(request.Select !== 'COUNT' && { Items: items }),
    Count: matched,
    ScannedCount: scanned,
    ...(more && last && { LastEvaluatedKey: startKeyOf(table, index, last.item) }),
    ConsumedCapacity: consumption.report(request.ReturnConsumedCapacity),
  }
}

/** Names of the attributes that make a position in a table or index. */
export function startKeyNames(table: Table, index: TableIndex | undefined): string[] {
  const keys = [table.key.partition, table.key.sort, index?.key.partition, index?.key.sort]
  return [...new Set(keys.flatMap((key) => (key ? [key.name] : [])))]
}

const startKeyOf = (table: Table, index: TableIndex | undefined, item: Item): Item =>
  Object.fromEntries(startKeyNames(table, index).map((name) => [name, item[name] ?? {}]))
