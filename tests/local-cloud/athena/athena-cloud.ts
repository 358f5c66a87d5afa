import { gzipSync } from 'node:zlib'
import { AthenaClient, GetQueryExecutionCommand, StartQueryExecutionCommand } from '@aws-sdk/client-athena'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { expect } from 'vitest'
import { role, type TestCloud } from '../cloud.ts'

const SERDE = 'org.openx.data.jsonserde.JsonSerDe'

/** Files of usage by the hour, a table of them, a table of Parquet, and a workgroup whose results go to `results/`. */
export const TEMPLATE = {
  Resources: {
    Files: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'files' } },
    Role: role('lambda.amazonaws.com'),
    Database: {
      Type: 'AWS::Glue::Database',
      Properties: { CatalogId: '000000000000', DatabaseInput: { Name: 'costs' } },
    },
    Usage: {
      Type: 'AWS::Glue::Table',
      DependsOn: 'Database',
      Properties: {
        CatalogId: '000000000000',
        DatabaseName: 'costs',
        TableInput: {
          Name: 'usage',
          PartitionKeys: [{ Name: 'datehour', Type: 'string' }],
          Parameters: {
            'projection.enabled': 'true',
            'projection.datehour.type': 'date',
            'projection.datehour.format': 'yyyy/MM/dd/HH',
            'projection.datehour.range': '2026/01/01/00,NOW',
            'projection.datehour.interval': '1',
            'projection.datehour.interval.unit': 'HOURS',
            // biome-ignore lint/suspicious/noTemplateCurlyInString: as Athena writes it
            'storage.location.template': 's3://files/usage/${datehour}/',
          },
          StorageDescriptor: {
            Location: 's3://files/usage/',
            SerdeInfo: { SerializationLibrary: SERDE, Parameters: { 'ignore.malformed.json': 'true' } },
            Columns: [
              { Name: 'id', Type: 'string' },
              { Name: 'tenantid', Type: 'string' },
              { Name: 'units', Type: 'double' },
              { Name: 'usage', Type: 'map<string,string>' },
              { Name: 'record', Type: 'struct<requestid:string,ms:bigint>' },
              { Name: 'raw', Type: 'string' },
            ],
          },
        },
      },
    },
    Bill: {
      Type: 'AWS::Glue::Table',
      DependsOn: 'Database',
      Properties: {
        CatalogId: '000000000000',
        DatabaseName: 'costs',
        TableInput: {
          Name: 'bill',
          PartitionKeys: [{ Name: 'billing_period', Type: 'string' }],
          Parameters: {
            'projection.enabled': 'true',
            'projection.billing_period.type': 'date',
            'projection.billing_period.format': 'yyyy-MM',
            'projection.billing_period.range': '2026-01,NOW',
            'projection.billing_period.interval': '1',
            'projection.billing_period.interval.unit': 'MONTHS',
            // biome-ignore lint/suspicious/noTemplateCurlyInString: as Athena writes it
            'storage.location.template': 's3://files/bill/tenantry/data/BILLING_PERIOD=${billing_period}/',
          },
          StorageDescriptor: {
            Location: 's3://files/bill/tenantry/data/',
            SerdeInfo: { SerializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
            Columns: [
              { Name: 'line_item_usage_start_date', Type: 'timestamp' },
              { Name: 'line_item_product_code', Type: 'string' },
              { Name: 'line_item_usage_type', Type: 'string' },
              { Name: 'line_item_resource_id', Type: 'string' },
              { Name: 'line_item_usage_amount', Type: 'double' },
              { Name: 'line_item_unblended_cost', Type: 'double' },
              { Name: 'bill_invoice_id', Type: 'string' },
              { Name: 'resource_tags', Type: 'map<string,string>' },
              { Name: 'not_in_the_file', Type: 'bigint' },
            ],
          },
        },
      },
    },
    Group: {
      Type: 'AWS::Athena::WorkGroup',
      Properties: {
        Name: 'costs',
        WorkGroupConfiguration: {
          EnforceWorkGroupConfiguration: true,
          BytesScannedCutoffPerQuery: 10_000_000,
          EngineVersion: { SelectedEngineVersion: 'Athena engine version 3' },
          ResultConfiguration: { OutputLocation: 's3://files/results/' },
        },
      },
    },
  },
}

/** What asks the Athena of a cloud. */
export function askAthena(
  cloud: TestCloud,
  { credentials }: { credentials?: Parameters<TestCloud['options']>[0] } = {},
) {
  const athena = () => new AthenaClient(cloud.options(credentials))
  const s3 = () => new S3Client(cloud.options())
  const putText = (key: string, body: string | Buffer) =>
    s3().send(new PutObjectCommand({ Bucket: 'files', Key: key, Body: body }))
  const start = async (QueryString: string, more: object = {}) => {
    const context = { QueryExecutionContext: { Database: 'costs' }, WorkGroup: 'costs' }
    const { QueryExecutionId } = await athena().send(
      new StartQueryExecutionCommand({ QueryString, ...context, ...more }),
    )
    return QueryExecutionId ?? ''
  }
  const execution = async (QueryExecutionId: string) => {
    const { QueryExecution } = await athena().send(new GetQueryExecutionCommand({ QueryExecutionId }))
    if (!QueryExecution) throw new Error('no execution')
    return QueryExecution
  }
  const ended = async (id: string) => {
    await expect.poll(async () => (await execution(id)).Status?.State).not.toMatch(/QUEUED|RUNNING/)
    return execution(id)
  }
  return {
    putText,
    putLines: (key: string, lines: object[]) =>
      putText(key, gzipSync(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))),
    start,
    execution,
    ended,
    /** How a query ended, and why. */
    async outcome(sql: string, more: object = {}) {
      const { Status, Statistics } = await ended(await start(sql, more))
      return {
        state: Status?.State,
        reason: Status?.StateChangeReason,
        error: Status?.AthenaError,
        scanned: Statistics?.DataScannedInBytes,
      }
    },
    /** The CSV of a query that has to succeed. */
    async result(sql: string, more: object = {}): Promise<string> {
      const { Status, ResultConfiguration } = await ended(await start(sql, more))
      expect(Status?.StateChangeReason).toBeUndefined()
      expect(Status?.State).toBe('SUCCEEDED')
      const [, Bucket = '', Key = ''] = /^s3:\/\/([^/]+)\/(.*)$/.exec(ResultConfiguration?.OutputLocation ?? '') ?? []
      const { Body } = await s3().send(new GetObjectCommand({ Bucket, Key }))
      return (await Body?.transformToString()) ?? ''
    },
  }
}
