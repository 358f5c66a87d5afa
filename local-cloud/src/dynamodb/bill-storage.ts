import type { BillMeter } from '../core/faces.ts'
import type { TableCatalog } from './stores/table-catalog.ts'

/** "The raw byte size of the data you upload, plus a per-item storage overhead of 100 bytes to account for indexing", of tables and their indexes. https://aws.amazon.com/dynamodb/pricing/on-demand/ */
const ITEM_OVERHEAD = 100

/** Bills what tables hold, and what is kept of them for recovery to a point in time. */
export const billStorage =
  (tables: TableCatalog) =>
  (meter: BillMeter, at: number): void => {
    for (const table of tables.all()) {
      const { TableName, GlobalSecondaryIndexes, LocalSecondaryIndexes, PointInTimeRecovery } = table.definition
      const indexes = [...GlobalSecondaryIndexes, ...LocalSecondaryIndexes].flatMap(
        ({ IndexName }) => table.index(IndexName)?.rows.totals() ?? [],
      )
      const sizeOf = ({ count, bytes }: { count: number; bytes: number }) => bytes + count * ITEM_OVERHEAD
      const own = sizeOf(table.rows.totals())
      const resource = tables.arn(TableName)
      const stored = indexes.reduce((sum, index) => sum + sizeOf(index), own)
      meter.stand({ item: 'dynamodbStorage', resource, amount: stored, at })
      // "Based on the size of the table (table data and local secondary indexes)"; global indexes are made again.
      if (PointInTimeRecovery) meter.stand({ item: 'dynamodbRecovery', resource, amount: own, at })
    }
  }
