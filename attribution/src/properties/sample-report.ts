import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'

/** A real report, anonymised, that lies beside the project where it is developed. */
const SAMPLE = join(import.meta.dirname, '../../../../shared/data/sample-cur')

export interface SampleReport {
  files: string[]
  lines: number
  /** Picodollars. */
  total: bigint
}

/** The real report where it is there, and elsewhere one of the same kind that is made in `directory`. */
export async function sampleReport(connection: DuckDBConnection, directory: string): Promise<SampleReport> {
  if (existsSync(SAMPLE)) {
    return { files: readdirSync(SAMPLE).map((name) => join(SAMPLE, name)), lines: 14_218, total: 1_953_900_757_200n }
  }
  const file = join(directory, '20221011_211731_00058_made')
  await connection.run(`
    COPY (
      SELECT
        'Usage' AS line_item_line_item_type,
        TIMESTAMP '2022-10-01' + (n // 4) * INTERVAL 1 HOUR AS line_item_usage_start_date,
        TIMESTAMP '2022-10-01' + (n // 4 + 1) * INTERVAL 1 HOUR AS line_item_usage_end_date,
        ['AmazonDynamoDB', 'AmazonDynamoDB', 'AWSLambda', 'AWSLambda'][n % 4 + 1] AS line_item_product_code,
        ['USW2-ReadCapacityUnit-Hrs', 'WriteCapacityUnit-Hrs', 'Lambda-GB-Second', 'Request'][n % 4 + 1] AS line_item_usage_type,
        '1234567890' AS line_item_usage_account_id,
        'us-east-1' AS product_region,
        CAST(n % 7 AS DOUBLE) AS line_item_usage_amount,
        CAST(0.00013 AS DOUBLE) AS line_item_unblended_cost,
        CAST(0.00065 AS DOUBLE) AS pricing_public_on_demand_cost
      FROM range(800) AS numbers(n)
    ) TO '${file}' (FORMAT parquet)`)
  return { files: [file], lines: 800, total: 800n * 130_000_000n }
}
