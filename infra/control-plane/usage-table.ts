import type { UsageLine } from '@tenantry/contracts/usage.ts'
import { Aws } from 'aws-cdk-lib'
import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { ACCESS_LOG_FIELDS } from '../foundation/access-log.ts'
import { USAGE_FILES } from '../names.ts'
import { hourlyJsonTable } from './hourly-json-table.ts'

/** Columns of usage lines. */
const USAGE_COLUMNS: Record<keyof UsageLine, string> = {
  usage: 'string',
  usageId: 'string',
  time: 'string',
  tenantId: 'string',
  tier: 'string',
  service: 'string',
  operation: 'string',
  status: 'int',
  durationMs: 'double',
  readUnits: 'double',
  writeUnits: 'double',
  bytesIn: 'bigint',
  bytesOut: 'bigint',
  logBytes: 'bigint',
  functionRequestId: 'string',
  batch: 'int',
  traceId: 'string',
  correlationId: 'string',
}
/** Of Lambda's reports. https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html */
const METRICS =
  'struct<durationMs:double,billedDurationMs:double,memorySizeMB:int,maxMemoryUsedMB:int,initDurationMs:double>'
const REPORT_COLUMNS = { type: 'string', record: `struct<requestId:string,status:string,metrics:${METRICS}>` }

/** The files of usage as a table for Athena: each line with the columns of its kind, the others null. */
export function usageTable(scope: Construct, { bucket }: { bucket: Bucket }): void {
  const database = new CfnDatabase(scope, 'UsageDatabase', {
    catalogId: Aws.ACCOUNT_ID,
    databaseInput: { name: 'tenantry_usage', description: 'What was done for tenants, as it was logged' },
  })
  const table = new CfnTable(scope, 'UsageLines', {
    catalogId: Aws.ACCOUNT_ID,
    databaseName: database.ref,
    tableInput: hourlyJsonTable({
      name: 'lines',
      description: 'Usage lines of functions, reports of Lambda, and access logs of the APIs',
      location: `s3://${bucket.bucketName}/${USAGE_FILES}/`,
      columns: { ...fields(ACCESS_LOG_FIELDS), ...USAGE_COLUMNS, ...REPORT_COLUMNS },
      mayBeCut: true,
    }),
  })
  table.addDependency(database)
}

/** Fields of an access log are texts. */
const fields = (names: object): Record<string, string> =>
  Object.fromEntries(Object.keys(names).map((name) => [name, 'string']))
