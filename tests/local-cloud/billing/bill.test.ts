import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { beforeAll, expect, test } from 'vitest'
import { atMostEvery } from '../../support/at-most-every.ts'
import { patientClock } from '../../support/patient-clock.ts'
import { askAthena, TEMPLATE } from '../athena/athena-cloud.ts'
import { useCloud } from '../cloud.ts'
import { billExport, billPolicy } from './bill-export.ts'

const clock = patientClock()
const cloud = useCloud({ clock })
const { result } = askAthena(cloud)
const s3 = () => new S3Client(cloud.options())

const ACCOUNT = '000000000000'
const template = {
  Resources: {
    ...TEMPLATE.Resources,
    Policy: billPolicy(),
    Export: billExport(),
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'things',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'p', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'p', KeyType: 'HASH' }],
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        Tags: [{ Key: 'TenantId', Value: 'acme' }],
      },
    },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'work' } },
    Alarm: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        AlarmName: 'errors',
        ...{ Namespace: 'Shop', MetricName: 'Errors', Period: 60, Statistic: 'Sum' },
        ...{ ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1, Threshold: 1 },
      },
    },
    Dashboard: {
      Type: 'AWS::CloudWatch::Dashboard',
      Properties: { DashboardName: 'all', DashboardBody: '{"widgets":[]}' },
    },
  },
}

const month = () => new Date(clock.now()).toISOString().slice(0, 7)
const keys = async (prefix: string) => {
  const { Contents = [] } = await s3().send(new ListObjectsV2Command({ Bucket: 'files', Prefix: prefix }))
  return Contents.map(({ Key }) => Key)
}
const bill = (where: string) =>
  result(
    `SELECT line_item_usage_type AS type, sum(CAST(line_item_usage_amount AS decimal(38, 9))) AS amount, sum(CAST(line_item_unblended_cost AS decimal(38, 12))) AS cost
     FROM bill WHERE ${where} GROUP BY line_item_usage_type ORDER BY 1`,
    { WorkGroup: 'costs' },
  )

/** What is billed within minutes: a delivery may have begun before the last call. */
function billedAfter<T>(look: () => Promise<T>) {
  const pass = atMostEvery(1_000, () => clock.leap(60_000))
  return expect.poll(() => {
    pass()
    return look()
  })
}

beforeAll(async () => {
  await cloud.deploy(template)
  const dynamodb = new DynamoDBClient(cloud.options())
  const item = { p: { S: 'a' }, text: { S: 'x'.repeat(1500) } }
  for (let n = 0; n < 3; n++) await dynamodb.send(new PutItemCommand({ TableName: 'things', Item: item }))
  await dynamodb.send(new GetItemCommand({ TableName: 'things', Key: { p: { S: 'a' } } }))
  await new SQSClient(cloud.options()).send(
    new SendMessageCommand({ QueueUrl: `${cloud.cloud.url}/${ACCOUNT}/work`, MessageBody: 'x'.repeat(70_000) }),
  )
})

test('the bill is delivered each minute, where AWS puts it, with what was used at list prices', async () => {
  const where = "line_item_product_code = 'AmazonDynamoDB' AND line_item_usage_type LIKE '%Units'"
  await billedAfter(() => keys('bill/')).toEqual([
    `bill/tenantry/data/BILLING_PERIOD=${month()}/tenantry-00001.snappy.parquet`,
    `bill/tenantry/metadata/BILLING_PERIOD=${month()}/tenantry-Manifest.json`,
  ])
  await billedAfter(() => bill(where)).toBe(
    '"type","amount","cost"\n"ReadRequestUnits","0.500000000","0.000000062500"\n"WriteRequestUnits","6.000000000","0.000003750000"\n',
  )
  await billedAfter(() => bill("line_item_product_code = 'AWSQueueService'")).toBe(
    '"type","amount","cost"\n"Requests-Tier1","2.000000000","0.000000800000"\n',
  )
  const manifest = await s3().send(
    new GetObjectCommand({
      Bucket: 'files',
      Key: `bill/tenantry/metadata/BILLING_PERIOD=${month()}/tenantry-Manifest.json`,
    }),
  )
  expect(JSON.parse((await manifest.Body?.transformToString()) ?? '')).toMatchObject({
    exportName: 'tenantry',
    dataFiles: [`s3://files/bill/tenantry/data/BILLING_PERIOD=${month()}/tenantry-00001.snappy.parquet`],
  })
})

test('a line names its resource and the tags that it has', async () => {
  const sql = `SELECT DISTINCT line_item_resource_id AS resource, resource_tags['user_tenant_id'] AS tenant, bill_invoice_id AS invoice
    FROM bill WHERE line_item_usage_type = 'WriteRequestUnits'`
  expect(await result(sql)).toBe(
    `"resource","tenant","invoice"\n"arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/things","acme",""\n`,
  )
})

test('what stands there costs by the hour, however often it is looked at', async () => {
  const hours =
    Number(
      new Date(
        Date.UTC(new Date(clock.now()).getUTCFullYear(), new Date(clock.now()).getUTCMonth() + 1, 0),
      ).getUTCDate(),
    ) * 24
  const sql = `SELECT DISTINCT line_item_usage_type AS type, line_item_unblended_cost AS cost FROM bill
    WHERE line_item_usage_type LIKE '%AlarmMonitorUsage' OR line_item_usage_type = 'DashboardsUsageHour' ORDER BY 1`
  const dollars = (price: number) => (Math.round((price / hours) * 1e12) / 1e12).toString()
  await billedAfter(() => result(sql)).toMatch(/Alarm/)
  const [, alarm, dashboard] = (await result(sql)).split('\n')
  expect(Number(alarm?.split('"')[3])).toBe(Number(dollars(0.1)))
  expect(Number(dashboard?.split('"')[3])).toBe(Number(dollars(3)))
})

test('a month that is over gets its invoice some days later, and is closed', async () => {
  clock.leap(40 * 86_400_000)
  const sql =
    "SELECT DISTINCT bill_invoice_id <> '' AS invoiced FROM bill WHERE line_item_usage_type = 'WriteRequestUnits'"
  await expect.poll(() => result(sql)).toBe('"invoiced"\n"true"\n')
})

test('a bucket that does not let the bill in fails the export, and so does a column that is not here', async () => {
  const closed = {
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'closed' } },
    Export: { ...billExport(), DependsOn: 'Bucket' },
  }
  closed.Export.Properties.Export.DestinationConfigurations.S3Destination.S3Bucket = 'closed'
  await expect(cloud.deploy({ Resources: closed }, 'closed')).rejects.toThrow('S3 bucket permission validation failed')
  const unknown = { Export: { ...billExport(['reservation_arn']), DependsOn: [] } }
  await expect(cloud.deploy({ Resources: unknown }, 'unknown')).rejects.toThrow(
    'the column reservation_arn of an export',
  )
})
