import { CUR_2_COLUMNS } from '@tenantry/attribution/bill/report/queries.ts'
import { DRIVER_METRICS } from '@tenantry/contracts/usage.ts'
import { isDay, monthAfter, monthText, type Span, spanOf, type Unit } from '../cost-records/units.ts'

/*
 * The queries of a run, for Athena. They filter, count and sum, and never sort or divide: engines round in their own ways. Values that stand in them are times that this
 * file has written.
 */

/** Glue's database of the tables. */
export const DATABASE = 'tenantry_costs'

const LENGTH = 'line_item_usage_end_date - line_item_usage_start_date'
/** Engines have no name for a day's length in common. */
const A_DAY = "TIMESTAMP '2026-01-02 00:00:00' - TIMESTAMP '2026-01-01 00:00:00'"
const LASTS_LONG = `${LENGTH} > ${A_DAY}`
const IS_SHORT = `${LENGTH} <= ${A_DAY}`
const DECIMAL = 'decimal(38, 12)'

/** Which days of these months have lines, and what these look like: whether they have changed. */
export const looksQuery = (months: readonly string[]): string => `
SELECT
  CAST(CAST(line_item_usage_start_date AS date) AS varchar) AS day,
  CASE WHEN ${LASTS_LONG} THEN 'long' ELSE 'short' END AS length,
  CAST(COUNT(*) AS varchar) AS lines,
  CAST(COUNT(NULLIF(bill_invoice_id, '')) AS varchar) AS invoiced,
  CAST(SUM(CAST(line_item_unblended_cost AS ${DECIMAL})) AS varchar) AS cost,
  CAST(SUM(CAST(line_item_usage_amount AS ${DECIMAL})) AS varchar) AS quantity
FROM ${DATABASE}.bill
WHERE billing_period IN (${months.map((month) => `'${month}'`).join(', ')})
GROUP BY 1, 2`

/** The lines of a unit. A line that AWS adds to a month after its invoice is in the billing period that follows. */
export function billQuery(unit: Unit): string {
  const { from, to } = spanOf(unit)
  return `
SELECT
  identity_line_item_id AS line_id,
  NULLIF(bill_invoice_id, '') AS invoice,
  line_item_line_item_type AS line_type,${CUR_2_COLUMNS}
FROM ${DATABASE}.bill
WHERE billing_period IN ('${monthText(from)}', '${monthText(monthAfter(from))}')
  AND line_item_usage_start_date >= TIMESTAMP '${sqlTime(from)}'
  AND line_item_usage_start_date < TIMESTAMP '${sqlTime(to)}'
  AND ${isDay(unit) ? IS_SHORT : LASTS_LONG}`
}

/** What tenants and platform used in the hours of a span. Who reads it counts each record once. */
export const usageQuery = ({ from, to }: Span): string => `
SELECT
  hours.id AS id,
  hours.source AS source,
  hours.subject AS subject,
  hours.tier AS tier,
  hours.time AS at,
  ${DRIVER_METRICS.map((metric) => `hours.usage.${metric} AS ${metric}`).join(',\n  ')}
FROM ${DATABASE}.usage AS hours
WHERE datehour >= '${hourPath(from)}' AND datehour < '${hourPath(to)}'`

/** `2026-11-29 00:00:00`. */
const sqlTime = (time: number): string => new Date(time).toISOString().slice(0, 19).replace('T', ' ')
/** As the folders of the hours are called. */
const hourPath = (time: number): string => new Date(time).toISOString().slice(0, 13).replaceAll(/[-T]/g, '/')
