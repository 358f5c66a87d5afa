import { CloudWatchClient, GetMetricDataCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { ListSubscriptionsByTopicCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import {
  BatchGetTracesCommand,
  GetTraceSummariesCommand,
  PutTraceSegmentsCommand,
  XRayClient,
} from '@aws-sdk/client-xray'
import { beforeAll, expect, test } from 'vitest'
import { lambdaFunction, role, useCloud } from '../cloud.ts'

// How much is measured, watched, told and traced at once.

const cloud = useCloud()
const TOPIC = 'arn:aws:sns:us-east-1:000000000000:topic'
const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:queue'
const METRICS = 501

const MANY = `exports.handler = async () => {
  for (let from = 0; from < ${METRICS}; from += 100) {
    const names = Array.from({ length: Math.min(100, ${METRICS} - from) }, (_, n) => 'm' + (from + n))
    const Metrics = names.map((Name) => ({ Name }))
    console.log(JSON.stringify({
      _aws: { Timestamp: Date.now(), CloudWatchMetrics: [{ Namespace: 'Many', Dimensions: [[]], Metrics }] },
      ...Object.fromEntries(names.map((name) => [name, 1])) }))
  }
}`

beforeAll(() =>
  cloud.deploy({
    Resources: {
      Role: role('lambda.amazonaws.com'),
      Many: lambdaFunction('many', MANY),
      Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'topic' } },
      Crowded: {
        Type: 'AWS::SNS::Topic',
        Properties: {
          TopicName: 'crowded',
          Subscription: Array.from({ length: 101 }, (_, n) => ({ Protocol: 'sqs', Endpoint: `${QUEUE}${n}` })),
        },
      },
    },
  }),
)

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
test('GetMetricData takes 500 queries of 30 dimensions each, and gives 100,800 data points', async () => {
  const client = new CloudWatchClient(cloud.options())
  const get = (queries: number, seconds: number, dimensions = 0) => {
    const Dimensions = Array.from({ length: dimensions }, (_, n) => ({ Name: `d${n}`, Value: 'x' }))
    const MetricStat = { Metric: { Namespace: 'Shop', MetricName: 'Errors', Dimensions }, Period: 60, Stat: 'Sum' }
    const MetricDataQueries = Array.from({ length: queries }, (_, n) => ({ Id: `m${n}`, MetricStat }))
    const StartTime = new Date(1_767_225_600_000)
    const EndTime = new Date(StartTime.getTime() + seconds * 1000)
    return client.send(new GetMetricDataCommand({ MetricDataQueries, StartTime, EndTime }))
  }
  const refused = { name: 'ValidationException' }
  await get(500, 60)
  await expect(get(501, 60)).rejects.toMatchObject(refused)
  await get(1, 60, 30)
  await expect(get(1, 60, 31)).rejects.toMatchObject(refused)
  await get(1, 100_800 * 60)
  await expect(get(1, 100_801 * 60)).rejects.toMatchObject({ ...refused, message: expect.stringContaining('100800') })
})

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html
test('ListMetrics gives 500 metrics at once', async () => {
  await new LambdaClient(cloud.options()).send(new InvokeCommand({ FunctionName: 'many' }))
  const client = new CloudWatchClient(cloud.options())
  const list = (NextToken?: string) => client.send(new ListMetricsCommand({ Namespace: 'Many', NextToken }))
  const { Metrics, NextToken } = await list()
  expect(Metrics).toHaveLength(500)
  const rest = await list(NextToken)
  expect(rest.Metrics).toHaveLength(METRICS - 500)
  expect(rest.NextToken).toBeUndefined()
})

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
test('an alarm has 5 actions for a state, and 20 metrics', async () => {
  const deploy = (actions: number, metrics: number) => {
    const Metrics = Array.from({ length: metrics }, (_, n) => ({ Id: `m${n}`, Expression: '1', ReturnData: n === 0 }))
    const AlarmActions = Array.from({ length: actions }, () => TOPIC)
    const rule = { ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1, Threshold: 1 }
    const Alarm = { Type: 'AWS::CloudWatch::Alarm', Properties: { ...rule, AlarmActions, Metrics } }
    return cloud.deploy({ Resources: { Alarm } }, 'alarms')
  }
  await expect(deploy(6, 20)).rejects.toThrow('AlarmActions')
  await expect(deploy(5, 21)).rejects.toThrow('Metrics')
  await deploy(5, 20)
})

// https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
test('a message of SNS has 256 KiB and a subject of 100 characters, and a page 100 subscriptions', async () => {
  const client = new SNSClient(cloud.options())
  const publish = (Message: string, Subject?: string) =>
    client.send(new PublishCommand({ TopicArn: TOPIC, Message, Subject }))
  const refused = { name: 'InvalidParameterException' }
  // Bytes, not characters.
  const largest = 'ä'.repeat(131_072)
  await publish(largest, 'x'.repeat(100))
  await expect(publish(`${largest}x`)).rejects.toMatchObject(refused)
  await expect(publish('x', 'x'.repeat(101))).rejects.toMatchObject(refused)
  const page = (NextToken?: string) =>
    client.send(new ListSubscriptionsByTopicCommand({ TopicArn: TOPIC.replace(/topic$/, 'crowded'), NextToken }))
  const { Subscriptions, NextToken } = await page()
  expect(Subscriptions).toHaveLength(100)
  const rest = await page(NextToken)
  expect(rest.Subscriptions).toHaveLength(1)
  expect(rest.NextToken).toBeUndefined()
})

// https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html
test('X-Ray takes 50 segments of 64 kB at once, and is asked for 5 traces, or for 24 hours by 2,000 characters', async () => {
  const client = new XRayClient(cloud.options())
  const refused = { name: 'InvalidRequestException' }
  const now = Math.floor(Date.now() / 1000)
  const trace_id = `1-${now.toString(16)}-0123456789abcdef01234567`
  const segment = (n: number, bytes?: number) => {
    const document = { name: 'shop', id: n.toString(16).padStart(16, '0'), trace_id, start_time: now, end_time: now }
    const padding = bytes === undefined ? '' : 'x'.repeat(bytes - JSON.stringify({ ...document, user: '' }).length)
    return JSON.stringify({ ...document, user: padding })
  }
  const put = async (...TraceSegmentDocuments: string[]) =>
    (await client.send(new PutTraceSegmentsCommand({ TraceSegmentDocuments }))).UnprocessedTraceSegments
  expect(await put(...Array.from({ length: 50 }, (_, n) => segment(n)))).toEqual([])
  await expect(put(...Array.from({ length: 51 }, (_, n) => segment(n)))).rejects.toMatchObject(refused)
  expect(await put(segment(50, 65_536))).toEqual([])
  expect(await put(segment(51, 65_537))).toMatchObject([{ ErrorCode: 'SegmentTooLarge' }])

  const traces = (count: number) => client.send(new BatchGetTracesCommand({ TraceIds: Array(count).fill(trace_id) }))
  await traces(5)
  await expect(traces(6)).rejects.toMatchObject(refused)

  const summaries = (seconds: number, FilterExpression?: string) => {
    const [StartTime, EndTime] = [new Date((now - seconds) * 1000), new Date(now * 1000)]
    return client.send(new GetTraceSummariesCommand({ StartTime, EndTime, FilterExpression }))
  }
  expect((await summaries(86_400)).TraceSummaries).toHaveLength(1)
  await expect(summaries(86_401)).rejects.toMatchObject(refused)
  await summaries(60, 'ok'.padEnd(2_000))
  await expect(summaries(60, 'ok'.padEnd(2_001))).rejects.toMatchObject(refused)
})
