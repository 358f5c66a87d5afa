import { CloudWatchClient, DescribeAlarmHistoryCommand, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { beforeAll, expect, test } from 'vitest'
import { patientClock } from '../support/patient-clock.ts'
import { lambdaFunction, role, useCloud } from './cloud.ts'

// From a function that fails to the mail, the queue and the function that hear of it; nobody sets the alarm's state.

const clock = patientClock()
const cloud = useCloud({ clock })
const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] })
const ref = (Ref: string) => ({ Ref })
const allow = (service: string, Action: string, Resource: unknown, source: unknown) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: service },
      Action,
      Resource,
      Condition: { ArnEquals: { 'aws:SourceArn': source } },
    },
  ],
})
const alarm = (AlarmName: string, topic: string) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    AlarmName,
    AlarmDescription: 'The shop fails: docs/guides/operations.md#errors',
    ...{ Namespace: 'AWS/Lambda', MetricName: 'Errors', Dimensions: [{ Name: 'FunctionName', Value: 'shop' }] },
    ...{ Period: 60, Statistic: 'Sum', EvaluationPeriods: 1, Threshold: 0, TreatMissingData: 'notBreaching' },
    ComparisonOperator: 'GreaterThanThreshold',
    AlarmActions: [ref(topic)],
    OKActions: [ref(topic)],
  },
})

beforeAll(() =>
  cloud.deploy({
    Resources: {
      Role: role('lambda.amazonaws.com'),
      Shop: lambdaFunction('shop', 'exports.handler = async () => { throw new Error("failed") }'),
      Page: lambdaFunction(
        'page',
        'exports.handler = async (event) => console.log("paged", event.Records[0].Sns.Subject)',
      ),
      PagePermission: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Action: 'lambda:InvokeFunction',
          FunctionName: arnOf('Page'),
          Principal: 'sns.amazonaws.com',
          SourceArn: ref('Topic'),
        },
      },
      Closed: lambdaFunction('closed', 'exports.handler = async () => console.log("never")'),
      Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'alarms' } },
      QueuePolicy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          Queues: [ref('Queue')],
          PolicyDocument: allow('sns.amazonaws.com', 'sqs:SendMessage', arnOf('Queue'), ref('Topic')),
        },
      },
      Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'alarms' } },
      ...Object.fromEntries(
        [
          ['email', 'ops@acme.example'],
          ['sqs', arnOf('Queue')],
          ['lambda', arnOf('Page')],
          ['lambda', arnOf('Closed')],
        ].map(([Protocol, Endpoint], index) => [
          `Subscription${index}`,
          { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: ref('Topic'), Protocol, Endpoint } },
        ]),
      ),
      // A policy of its own takes the place of the one that lets alarms in.
      Others: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'others' } },
      OthersPolicy: {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: {
          Topics: [ref('Others')],
          PolicyDocument: allow(
            'cloudwatch.amazonaws.com',
            'sns:Publish',
            ref('Others'),
            'arn:aws:cloudwatch:*:*:alarm:x',
          ),
        },
      },
      Alarm: alarm('shop-errors', 'Topic'),
      Unheard: alarm('unheard', 'Others'),
    },
    Outputs: { Queue: { Value: ref('Queue') }, Topic: { Value: ref('Topic') } },
  }),
)

const mails = async (): Promise<{ to: string; subject: string; text: string }[]> =>
  (await fetch(cloud.cloud.outbox)).json() as never
const stateOf = async (name: string) => {
  const client = new CloudWatchClient(cloud.options())
  const { MetricAlarms } = await client.send(new DescribeAlarmsCommand({ AlarmNames: [name] }))
  return MetricAlarms?.[0]?.StateValue
}

test('an alarm goes off and recovers, and mail, queue and function hear of it as their policies let them', async () => {
  const [asked] = await mails()
  const link = /http:\S+confirmation\.html\S+/.exec(asked?.text ?? '')?.[0] ?? ''
  expect(await (await fetch(link)).text()).toContain('Subscription confirmed!')

  const lambda = new LambdaClient(cloud.options())
  await lambda.send(new InvokeCommand({ FunctionName: 'shop' }))
  clock.leap(120_000)
  await expect.poll(() => stateOf('shop-errors')).toBe('ALARM')
  clock.leap(300_000)
  await expect.poll(() => stateOf('shop-errors')).toBe('OK')

  const subject = (state: string) => `${state}: "shop-errors" in US East (N. Virginia)`
  await expect
    .poll(async () => (await mails()).slice(1).map((mail) => mail.subject))
    .toEqual(expect.arrayContaining([subject('ALARM'), subject('OK')]))
  expect((await mails()).find((mail) => mail.subject === subject('ALARM'))?.text).toContain(
    'docs/guides/operations.md#errors',
  )
  const sqs = new SQSClient(cloud.options())
  const receive = new ReceiveMessageCommand({ QueueUrl: cloud.cloud.output('test', 'Queue'), MaxNumberOfMessages: 10 })
  const { Messages = [] } = await sqs.send(receive)
  const states = Messages.map(({ Body = '' }) => JSON.parse(JSON.parse(Body).Message).NewStateValue)
  expect(states).toEqual(expect.arrayContaining(['ALARM', 'OK']))
  const logged = async (name: string) => {
    const asked = { logGroupName: `/aws/lambda/${name}`, filterPattern: 'paged' }
    return (await cloud.cloud.call('logs', 'FilterLogEvents', asked)).events.map(
      (event: { message: string }) => event.message,
    )
  }
  await expect.poll(() => logged('page')).toContainEqual(expect.stringContaining(subject('ALARM')))
  // No permission lets the topic call this one.
  await expect(logged('closed')).rejects.toThrow('does not exist')
})

test("a topic's own policy decides which alarms it hears", async () => {
  const client = new CloudWatchClient(cloud.options())
  const asked = new DescribeAlarmHistoryCommand({ AlarmName: 'unheard', HistoryItemType: 'Action' })
  await expect
    .poll(async () => (await client.send(asked)).AlarmHistoryItems?.map(({ HistorySummary }) => HistorySummary))
    .toContain('Failed to execute action arn:aws:sns:us-east-1:000000000000:others')
})

test('a message is published through the SDK', async () => {
  const sns = new SNSClient(cloud.options())
  const TopicArn = cloud.cloud.output('test', 'Topic')
  const { MessageId } = await sns.send(new PublishCommand({ TopicArn, Subject: 'By hand', Message: 'hello' }))
  expect(MessageId).toMatch(/^[0-9a-f-]{36}$/)
  await expect.poll(async () => (await mails()).at(-1)).toMatchObject({ subject: 'By hand' })
  const gone = new PublishCommand({ TopicArn: `${TopicArn}-gone`, Message: 'x' })
  await expect(sns.send(gone)).rejects.toMatchObject({ name: 'NotFoundException', message: 'Topic does not exist' })
})
