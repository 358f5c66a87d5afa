import { withDuckDb } from '@tenantry/attribution/bill/report/duckdb.ts'
import { type Row, rowsOf } from '@tenantry/control-plane/cost-records/inputs.ts'
import type { Queries } from '@tenantry/control-plane/cost-runs/athena.ts'
import { BILL_COLUMNS } from '@tenantry/infra/control-plane/bill-columns.ts'
import type { DriverUse } from '@tenantry/metering/driver-use.ts'

/** A line of the bill, as AWS's export has it. */
export interface CurLine {
  id: string
  start: string
  end: string
  service: string
  usageType: string
  cost: number
  quantity?: number
  resource?: string
  invoice?: string
  type?: string
  tags?: Record<string, string>
}

const text = (value: string | undefined): string => (value === undefined ? 'NULL' : `'${value.replaceAll("'", "''")}'`)

function billRow(line: CurLine): string {
  const tags = Object.entries(line.tags ?? {})
  const values: Record<keyof typeof BILL_COLUMNS, string> = {
    bill_invoice_id: text(line.invoice),
    identity_line_item_id: text(line.id),
    line_item_line_item_type: text(line.type ?? 'Usage'),
    line_item_product_code: text(line.service),
    line_item_resource_id: text(line.resource),
    line_item_unblended_cost: String(line.cost),
    line_item_usage_account_id: text('000000000000'),
    line_item_usage_amount: String(line.quantity ?? 0),
    line_item_usage_end_date: `TIMESTAMP ${text(line.end)}`,
    line_item_usage_start_date: `TIMESTAMP ${text(line.start)}`,
    line_item_usage_type: text(line.usageType),
    pricing_public_on_demand_cost: String(line.cost),
    product_region_code: text('us-east-1'),
    resource_tags: `MAP {${tags.map(([key, value]) => `${text(key)}: ${text(value)}`).join(', ')}}`,
  }
  const columns = Object.keys(BILL_COLUMNS).map((name) => values[name] ?? 'NULL')
  return `(${[...columns, text(line.start.slice(0, 7))].join(', ')})`
}

const USE_TYPES =
  'STRUCT(ddbreadunits VARCHAR, ddbwriteunits VARCHAR, lambdambms VARCHAR, lambdainvocations VARCHAR, apirequests VARCHAR, logbytes VARCHAR, xraytraces VARCHAR)'

const useRow = ({ id, source, subject, tier, time, usage }: DriverUse): string => {
  const { ddbReadUnits, ddbWriteUnits, lambdaMbMs, lambdaInvocations, apiRequests, logBytes, xrayTraces } = usage
  const amounts = [
    ...[ddbReadUnits, ddbWriteUnits, lambdaMbMs, lambdaInvocations],
    ...[apiRequests, logBytes, xrayTraces],
  ].map(text)
  const hour = time.slice(0, 13).replaceAll(/[-T]/g, '/')
  const columns = [text(id), text(source), text(subject ?? undefined), text(tier ?? undefined), text(time)]
  return `(${[...columns, `CAST(ROW(${amounts.join(', ')}) AS ${USE_TYPES})`, text(hour)].join(', ')})`
}

/** Bill and usage as Athena's tables, in DuckDB: the texts of queries are executed as they are. */
export function billDatabase(bill: () => CurLine[], uses: () => DriverUse[]): Queries & { asked: string[] } {
  const asked: string[] = []
  const answers = new Map<string, Promise<string>>()
  const types = Object.entries(BILL_COLUMNS).map(([name, type]) => `${name} ${duckType(type)}`)
  const answer = (sql: string) =>
    withDuckDb(async (connection) => {
      await connection.run('CREATE SCHEMA tenantry_costs')
      await connection.run(`CREATE TABLE tenantry_costs.bill (${types.join(', ')}, billing_period VARCHAR)`)
      await connection.run(
        `CREATE TABLE tenantry_costs.usage (id VARCHAR, source VARCHAR, subject VARCHAR, tier VARCHAR, time VARCHAR, usage ${USE_TYPES}, datehour VARCHAR)`,
      )
      if (bill().length > 0)
        await connection.run(`INSERT INTO tenantry_costs.bill VALUES ${bill().map(billRow).join(', ')}`)
      if (uses().length > 0)
        await connection.run(`INSERT INTO tenantry_costs.usage VALUES ${uses().map(useRow).join(', ')}`)
      const found = await connection.runAndReadAll(sql)
      const cell = (value: unknown) => (value === null ? '' : `"${String(value).replaceAll('"', '""')}"`)
      return [found.columnNames(), ...found.getRowsJson()].map((row) => row.map(cell).join(',')).join('\n')
    })
  return {
    asked,
    async start(sql) {
      asked.push(sql)
      return sql
    },
    async rows(sql): Promise<Row[]> {
      // The same question about the same data is asked many times by tests of crashes.
      const key = JSON.stringify([sql, bill(), uses()])
      const known = answers.get(key) ?? answer(sql)
      answers.set(key, known)
      return rowsOf(await known)
    },
  }
}

const duckType = (type: string): string =>
  ({ string: 'VARCHAR', double: 'DOUBLE', timestamp: 'TIMESTAMP', 'map<string,string>': 'MAP(VARCHAR, VARCHAR)' })[
    type
  ] ?? type
