import { DRIVER_METRICS } from '@tenantry/contracts/usage.ts'
import { Aws } from 'aws-cdk-lib'
import { CfnWorkGroup } from 'aws-cdk-lib/aws-athena'
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import {
  BILL_EXPORT,
  BILLS,
  COST_QUERIES,
  COSTS_DATABASE,
  COSTS_TABLES,
  COSTS_WORK_GROUP,
  USAGE_OF_DRIVERS,
} from '../names.ts'
import { BILL_COLUMNS } from './bill-columns.ts'
import { hourlyJsonTable } from './hourly-json-table.ts'

/** Before the first bill of any deployment. */
const FIRST_MONTH = '2026-01'
/** Far above what a month of a large deployment has; a query that reads more is a mistake, and is ended. */
const MOST_BYTES = 100 * 2 ** 30

interface Buckets {
  costs: IBucket
  usage: IBucket
}

/**
 * Bill and usage as tables for Athena, and the workgroup by which they are asked. Partitions are computed from a query's months and hours.
 * https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html
 */
export function costTables(scope: Construct, buckets: Buckets): void {
  const database = new CfnDatabase(scope, 'CostsDatabase', {
    catalogId: Aws.ACCOUNT_ID,
    databaseInput: { name: COSTS_DATABASE, description: 'The bill, and what it is shared by' },
  })
  for (const [id, tableInput] of Object.entries({ CostsBill: bill(buckets), CostsUsage: usage(buckets) })) {
    const table = new CfnTable(scope, id, { catalogId: Aws.ACCOUNT_ID, databaseName: database.ref, tableInput })
    table.addDependency(database)
  }
  new CfnWorkGroup(scope, 'CostsWorkGroup', {
    name: COSTS_WORK_GROUP,
    description: 'Queries of the bill, for the attribution of costs',
    recursiveDeleteOption: true,
    workGroupConfiguration: {
      enforceWorkGroupConfiguration: true,
      publishCloudWatchMetricsEnabled: false,
      bytesScannedCutoffPerQuery: MOST_BYTES,
      engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
      resultConfiguration: {
        outputLocation: `s3://${buckets.costs.bucketName}/${COST_QUERIES}/`,
        encryptionConfiguration: { encryptionOption: 'SSE_S3' },
      },
    },
  })
}

const columnsOf = (columns: Record<string, string>) => Object.entries(columns).map(([name, type]) => ({ name, type }))

function bill({ costs }: Buckets): CfnTable.TableInputProperty {
  const location = `s3://${costs.bucketName}/${BILLS}/${BILL_EXPORT}/data/`
  return {
    name: COSTS_TABLES.bill,
    description: 'Lines of the bill, as AWS delivers them',
    tableType: 'EXTERNAL_TABLE',
    partitionKeys: [{ name: 'billing_period', type: 'string' }],
    parameters: {
      EXTERNAL: 'TRUE',
      'projection.enabled': 'true',
      'projection.billing_period.type': 'date',
      'projection.billing_period.format': 'yyyy-MM',
      'projection.billing_period.range': `${FIRST_MONTH},NOW`,
      'projection.billing_period.interval': '1',
      'projection.billing_period.interval.unit': 'MONTHS',
      'storage.location.template': `${location}BILLING_PERIOD=\${billing_period}/`,
    },
    storageDescriptor: {
      location,
      inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
      outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
      serdeInfo: { serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
      columns: columnsOf(BILL_COLUMNS),
    },
  }
}

function usage(buckets: Buckets): CfnTable.TableInputProperty {
  // As structs are told of: without regard to case.
  const metrics = DRIVER_METRICS.map((metric) => `${metric.toLowerCase()}:string`).join(',')
  return hourlyJsonTable({
    name: COSTS_TABLES.usage,
    description: 'What each tenant used in an hour of what bills are shared by; the platform has no subject',
    location: `s3://${buckets.usage.bucketName}/${USAGE_OF_DRIVERS}/`,
    columns: {
      id: 'string',
      source: 'string',
      subject: 'string',
      tier: 'string',
      time: 'string',
      usage: `struct<${metrics}>`,
    },
  })
}
