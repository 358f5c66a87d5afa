import { beforeAll, expect, test } from 'vitest'
import { patientClock } from '../../support/patient-clock.ts'
import { role, useCloud } from '../cloud.ts'
import { follow } from './follow.ts'
import { PIPELINE } from './pipeline-template.ts'

// What cannot be delivered waits, and its stream says why.

const clock = patientClock()
const hostLog: string[] = []
const cloud = useCloud({ clock, log: (line) => hostLog.push(line) })
let way: ReturnType<typeof follow>

const mayPut = (Resource: string) => [
  { Effect: 'Allow', Action: 's3:PutObject', Resource },
  { Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: '*' },
]
const streamRole = (bucket: string) => {
  const { Properties } = role('firehose.amazonaws.com')
  const PolicyDocument = { Version: '2012-10-17', Statement: mayPut(`arn:aws:s3:::${bucket}/*`) }
  return { Type: 'AWS::IAM::Role', Properties: { ...Properties, Policies: [{ PolicyName: 'put', PolicyDocument }] } }
}
const logging = { Enabled: true, LogGroupName: 'failures', LogStreamName: 'delivery' }
const destination = PIPELINE.Stream.Properties.ExtendedS3DestinationConfiguration
const Resources = {
  ...PIPELINE,
  Failures: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'failures' } },
  Stream: {
    ...PIPELINE.Stream,
    Properties: {
      ...PIPELINE.Stream.Properties,
      ExtendedS3DestinationConfiguration: { ...destination, CloudWatchLoggingOptions: logging },
    },
  },
}

beforeAll(async () => {
  await cloud.deploy({ Resources: { ...Resources, StreamRole: streamRole('other-files') } })
  await cloud.cloud.call('logs', 'CreateLogStream', { logGroupName: 'failures', logStreamName: 'delivery' })
  way = follow(cloud.options, cloud.cloud)
})

const failures = async (): Promise<{ message: string }[]> =>
  (await cloud.cloud.call('logs', 'FilterLogEvents', { logGroupName: 'failures' })).events

test('a stream whose role may not put keeps what it has, says so, and delivers it once when the role may', async () => {
  await way.log('one', { usage: 'request', n: 1 })
  await expect
    .poll(async () => {
      clock.leap(61_000)
      return (await failures()).length
    })
    .toBeGreaterThan(1)
  expect(JSON.parse((await failures())[0]?.message ?? '')).toMatchObject({
    deliveryStreamARN: 'arn:aws:firehose:us-east-1:000000000000:deliverystream/usage',
    destination: 'arn:aws:s3:::usage-files',
    errorCode: 'S3.AccessDenied',
    message: expect.stringContaining('not authorized to perform: s3:PutObject'),
  })
  expect(await way.keys()).toEqual([])
  await cloud.deploy({ Resources: { ...Resources, StreamRole: streamRole('usage-files') } })
  await expect
    .poll(async () => {
      clock.leap(61_000)
      return way.lines()
    })
    .toEqual(['{"usage":"request","n":1}'])
})

test('a stream that goes delivers what it still has, and a filter that goes what it has matched', async () => {
  await way.log('one', { usage: 'request', n: 2 })
  const { Filter: _, ...withoutFilter } = Resources
  const granted = { ...withoutFilter, StreamRole: streamRole('usage-files') }
  await cloud.deploy({ Resources: granted })
  await way.log('one', { usage: 'request', n: 3 })
  await expect
    .poll(async () => {
      clock.leap(61_000)
      return (await way.lines()).toSorted()
    })
    .toEqual(['{"usage":"request","n":1}', '{"usage":"request","n":2}'])
  await cloud.cloud.call('firehose', 'PutRecord', {
    DeliveryStreamName: 'usage',
    Record: { Data: Buffer.from('left').toString('base64') },
  })
  const failed = await way.keys('failed/')
  const { Stream: __, ...withoutStream } = granted
  await cloud.deploy({ Resources: withoutStream })
  expect(await way.keys('failed/')).toHaveLength(failed.length + 1)
})

test('what a filter cannot deliver is skipped, and named', async () => {
  await cloud.deploy({ Resources: { ...Resources, StreamRole: streamRole('usage-files') } })
  const LogsRole = role('logs.amazonaws.com', { Effect: 'Allow', Action: 'firehose:PutRecord', Resource: '*' })
  await cloud.deploy({ Resources: { ...Resources, StreamRole: streamRole('usage-files'), LogsRole } })
  await way.log('one', { usage: 'request', n: 4 })
  await expect
    .poll(() => hostLog.join('\n'))
    .toMatch(
      /logs: the filter usage-lines of place could not reach .*not authorized to perform: firehose:PutRecordBatch/,
    )
})
