import { beforeAll, expect, test } from 'vitest'
import { atMostEvery } from '../../support/at-most-every.ts'
import { patientClock } from '../../support/patient-clock.ts'
import { useCloud } from '../cloud.ts'
import { follow } from './follow.ts'
import { PIPELINE } from './pipeline-template.ts'

// Log lines become files, and a queue is told of them.

const clock = patientClock()
const cloud = useCloud({ clock })
let way: ReturnType<typeof follow>

beforeAll(async () => {
  await cloud.deploy({ Resources: PIPELINE })
  way = follow(cloud.options, cloud.cloud)
})

/** Leaps over the stream's interval until it holds, with pauses for what is on its way. */
function eventually(look: () => Promise<unknown>) {
  const pass = atMostEvery(1_000, () => clock.leap(61_000))
  return expect.poll(
    () => {
      pass()
      return look()
    },
    { interval: 200 },
  )
}

test('S3 tells a queue that it has been made its destination', async () => {
  const [message] = await way.told()
  expect(message).toEqual({
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    Bucket: 'usage-files',
    RequestId: expect.stringMatching(/^[0-9A-F]{16}$/),
    HostId: expect.any(String),
  })
})

test('what a filter matches comes to a file of its hour, line by line, and the queue is told its name', async () => {
  const report = { time: 'x', type: 'platform.report', record: { requestId: 'r' } }
  await way.log(
    'one',
    { usage: 'request', usageId: '1' },
    'no JSON',
    { other: true },
    { usage: 'message', text: 'ä\n' },
  )
  await way.log('two', report)
  await eventually(() => way.lines().then((lines) => lines.toSorted())).toEqual(
    [{ usage: 'request', usageId: '1' }, { usage: 'message', text: 'ä\n' }, report]
      .map((line) => JSON.stringify(line))
      .toSorted(),
  )
  const keys = await way.keys('usage/')
  for (const key of keys)
    expect(key).toMatch(/^usage\/(\d{4}\/\d\d\/\d\d\/\d\d)\/usage-1-\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d-[0-9a-f-]{36}\.gz$/)
  const told: { Records: { s3: { object: { key: string } } }[] }[] = []
  await expect
    .poll(async () => {
      told.push(...(await way.told()))
      return told.flatMap(({ Records }) => Records.map(({ s3 }) => s3.object.key)).toSorted()
    })
    .toEqual(keys)
  expect(told[0]?.Records[0]).toEqual({
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: way.region,
    eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    eventName: 'ObjectCreated:Put',
    userIdentity: { principalId: expect.stringMatching(/^AWS:AROA\w+:Firehose$/) },
    requestParameters: { sourceIPAddress: expect.any(String) },
    responseElements: { 'x-amz-request-id': expect.any(String), 'x-amz-id-2': expect.any(String) },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: expect.any(String),
      bucket: {
        name: 'usage-files',
        ownerIdentity: { principalId: expect.any(String) },
        arn: 'arn:aws:s3:::usage-files',
      },
      object: {
        key: expect.any(String),
        size: expect.any(Number),
        eTag: expect.stringMatching(/^[0-9a-f]{32}$/),
        sequencer: expect.stringMatching(/^[0-9A-F]{16}$/),
      },
    },
  })
})

test('records that no processor understands are kept apart, with the bytes that they had', async () => {
  const put = (Data: string) =>
    cloud.cloud.call('firehose', 'PutRecord', { DeliveryStreamName: 'usage', Record: { Data } })
  await put(Buffer.from('broken').toString('base64'))
  await eventually(() => way.keys('failed/')).toHaveLength(1)
  const [key = ''] = await way.keys('failed/')
  expect(key).toMatch(/^failed\/processing-failed\/\d{4}\/\d\d\/\d\d\/\d\d\/usage-1-/)
  expect(JSON.parse(await way.read(key))).toMatchObject({
    rawData: Buffer.from('broken').toString('base64'),
    errorMessage: expect.stringContaining('incorrect header check'),
  })
})

test('a buffer that is full is delivered before its interval is over', async () => {
  const before = (await way.lines()).length
  const text = Array.from({ length: 40_000 }, () => Math.random().toString(36)).join()
  for (let n = 0; n < 4; n++) await way.log('large', { usage: 'request', n, text })
  await expect.poll(async () => (await way.lines()).length).toBeGreaterThan(before)
})

test('each delivery is measured, with the age of its oldest record', async () => {
  const { Metrics } = await cloud.cloud.call('monitoring', 'ListMetrics', { Namespace: 'AWS/Firehose' })
  expect(Metrics.map(({ MetricName }: { MetricName: string }) => MetricName)).toEqual([
    'DeliveryToS3.DataFreshness',
    'DeliveryToS3.Success',
  ])
  const [Metric] = Metrics
  const now = clock.now() / 1000
  const stat = (Id: string, Stat: string, MetricName: string) => ({
    Id,
    MetricStat: { Metric: { ...Metric, MetricName }, Period: 86_400, Stat },
  })
  const { MetricDataResults } = await cloud.cloud.call('monitoring', 'GetMetricData', {
    MetricDataQueries: [
      stat('worst', 'Minimum', 'DeliveryToS3.Success'),
      stat('age', 'Maximum', 'DeliveryToS3.DataFreshness'),
    ],
    StartTime: now - 3_600,
    EndTime: now,
  })
  // A day may have ended meanwhile.
  const [worst, age] = MetricDataResults.map(({ Values }: { Values: number[] }) => Values)
  expect(Math.min(...worst)).toBe(1)
  // What does not fill the buffer waits for a minute.
  expect(Math.max(...age)).toBeGreaterThanOrEqual(60)
})
