import type { DatabaseSync } from 'node:sqlite'

/** An export as its template says it. */
export interface BillExport {
  arn: string
  name: string
  columns: string[]
  query: string
  isHourly: boolean
  hasResources: boolean
  bucket: string
  prefix: string
  createdAt: number
}

/** What was delivered of a month. */
export interface DeliveredMonth {
  month: string
  /** Whether the lines had their invoice. */
  isInvoiced: boolean
}

export type ExportStore = ReturnType<typeof exportStore>

export function exportStore(database: DatabaseSync) {
  database.exec(`
    CREATE TABLE IF NOT EXISTS billing_exports (arn TEXT PRIMARY KEY, definition TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS billing_deliveries (
      export TEXT NOT NULL, month TEXT NOT NULL, invoiced INTEGER NOT NULL, PRIMARY KEY (export, month)) STRICT`)
  const put = database.prepare('INSERT OR REPLACE INTO billing_exports VALUES (?, ?)')
  const list = database.prepare('SELECT definition FROM billing_exports ORDER BY arn')
  const erase = database.prepare('DELETE FROM billing_exports WHERE arn = ?')
  const delivered = database.prepare('INSERT OR REPLACE INTO billing_deliveries VALUES (?, ?, ?)')
  const deliveries = database.prepare('SELECT month, invoiced FROM billing_deliveries WHERE export = ?')
  const forget = database.prepare('DELETE FROM billing_deliveries WHERE export = ?')
  return {
    put(definition: BillExport): void {
      put.run(definition.arn, JSON.stringify(definition))
      forget.run(definition.arn)
    },
    // Only `put` writes this column.
    list: (): BillExport[] => list.all().map(({ definition }) => JSON.parse(String(definition))),
    delete(arn: string): void {
      erase.run(arn)
      forget.run(arn)
    },
    delivered: (arn: string, { month, isInvoiced }: DeliveredMonth): void =>
      void delivered.run(arn, month, Number(isInvoiced)),
    deliveries: (arn: string): DeliveredMonth[] =>
      deliveries.all(arn).map(({ month, invoiced }) => ({ month: String(month), isInvoiced: Number(invoiced) === 1 })),
  }
}
