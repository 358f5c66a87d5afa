import { CloudWatchLogsClient, CreateLogStreamCommand, PutLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { FirehoseClient, PutRecordBatchCommand } from '@aws-sdk/client-firehose'
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2'
import { SendTaskFailureCommand, SendTaskSuccessCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { beforeAll, expect, test } from 'vitest'
import { role, useCloud } from '../cloud.ts'

// The sizes of what is passed between services.

const cloud = useCloud()
const MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:machine'

beforeAll(() =>
  cloud.deploy({
    Resources: {
      Role: role('states.amazonaws.com'),
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          StateMachineName: 'machine',
          RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
          DefinitionString: JSON.stringify({ StartAt: 'Pass', States: { Pass: { Type: 'Pass', End: true } } }),
        },
      },
      StreamRole: role('firehose.amazonaws.com'),
      Stream: {
        Type: 'AWS::KinesisFirehose::DeliveryStream',
        Properties: {
          DeliveryStreamName: 'stream',
          ExtendedS3DestinationConfiguration: {
            BucketARN: 'arn:aws:s3:::files',
            RoleARN: { 'Fn::GetAtt': ['StreamRole', 'Arn'] },
          },
        },
      },
      Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'group' } },
      Sender: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'acme.example' } },
    },
  }),
)

const invalid = (message: string) => ({ name: 'ValidationException', message: expect.stringContaining(message) })

// https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html
test('a standard parameter holds 4 KB', async () => {
  const ssm = new SSMClient(cloud.options())
  const put = (bytes: number) =>
    ssm.send(new PutParameterCommand({ Name: '/p', Type: 'String', Value: 'x'.repeat(bytes), Overwrite: true }))
  await put(4096)
  await expect(put(4097)).rejects.toMatchObject(invalid('maximum parameter value of 4096 characters'))
})

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
test('PutEvents takes 10 entries, and 1 MB in all', async () => {
  const events = new EventBridgeClient(cloud.options())
  const put = (Entries: object[]) => events.send(new PutEventsCommand({ Entries }))
  const entry = (bytes = 2) => ({ Source: 'src', DetailType: 'type', Detail: `{}${' '.repeat(bytes - 9)}` })
  const small = Array.from({ length: 10 }, () => entry(9))
  expect(await put(small)).toMatchObject({ FailedEntryCount: 0 })
  await expect(put([...small, entry(9)])).rejects.toMatchObject(
    invalid('Member must have length less than or equal to 10'),
  )
  expect(await put([entry(524_288), entry(524_288)])).toMatchObject({ FailedEntryCount: 0 })
  await expect(put([entry(524_288), entry(524_289)])).rejects.toMatchObject(
    invalid('Total size of the entries in the request is over the limit'),
  )
})

// https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
test('an execution takes an input of 256 KB, and a task an output of as much', async () => {
  const states = new SFNClient({ ...cloud.options(), disableHostPrefix: true })
  const json = (bytes: number) => JSON.stringify('x'.repeat(bytes - 2))
  const start = (input: string, name?: string) =>
    states.send(new StartExecutionCommand({ stateMachineArn: MACHINE, input, name }))
  await start(json(262_144))
  await expect(start(json(262_145))).rejects.toMatchObject(
    invalid('Member must have length less than or equal to 262144'),
  )
  await start('{}', 'n'.repeat(80))
  await expect(start('{}', 'n'.repeat(81))).rejects.toMatchObject({ name: 'InvalidName' })
  const answer = (output: string) => states.send(new SendTaskSuccessCommand({ taskToken: 'token', output }))
  await expect(answer(json(262_144))).rejects.toMatchObject({ name: 'InvalidToken' })
  await expect(answer(json(262_145))).rejects.toMatchObject(invalid("Value at 'output'"))
  const fail = (error: number, cause: number) =>
    states.send(new SendTaskFailureCommand({ taskToken: 'token', error: 'e'.repeat(error), cause: 'c'.repeat(cause) }))
  await expect(fail(256, 32_768)).rejects.toMatchObject({ name: 'InvalidToken' })
  await expect(fail(257, 0)).rejects.toMatchObject(invalid("Value at 'error'"))
  await expect(fail(0, 32_769)).rejects.toMatchObject(invalid("Value at 'cause'"))
})

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
test('a batch of log events has 10,000 entries and 1,048,576 bytes, of which 26 go to each entry', async () => {
  const logs = new CloudWatchLogsClient(cloud.options())
  const stream = { logGroupName: 'group', logStreamName: 'stream' }
  await logs.send(new CreateLogStreamCommand(stream))
  const put = (messages: string[]) =>
    logs.send(
      new PutLogEventsCommand({
        ...stream,
        logEvents: messages.map((message) => ({ timestamp: Date.now(), message })),
      }),
    )
  await put(Array.from({ length: 10_000 }, () => 'x'))
  await expect(put(Array.from({ length: 10_001 }, () => 'x'))).rejects.toMatchObject({
    name: 'InvalidParameterException',
  })
  await put(['x'.repeat(1_048_576 - 26)])
  await expect(put(['x'.repeat(1_048_576 - 25)])).rejects.toMatchObject({ name: 'InvalidParameterException' })
})

// https://docs.aws.amazon.com/ses/latest/dg/quotas.html
test('a mail has 50 recipients at most', async () => {
  const ses = new SESv2Client(cloud.options())
  const send = (count: number) =>
    ses.send(
      new SendEmailCommand({
        FromEmailAddress: 'shop@acme.example',
        Destination: { ToAddresses: Array.from({ length: count }, (_, i) => `p${i}@customer.example`) },
        Content: { Simple: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Hello' } } } },
      }),
    )
  await send(50)
  await expect(send(51)).rejects.toMatchObject({ name: 'BadRequestException' })
})

// https://docs.aws.amazon.com/firehose/latest/dev/limits.html
test('a record of Firehose has 1,000 KiB, and a batch 500 records of 4 MiB together', async () => {
  const client = new FirehoseClient(cloud.options())
  const refused = (message: string) => ({ name: 'InvalidArgumentException', message: expect.stringContaining(message) })
  const put = (...sizes: number[]) =>
    client.send(
      new PutRecordBatchCommand({
        DeliveryStreamName: 'stream',
        Records: sizes.map((size) => ({ Data: Buffer.alloc(size) })),
      }),
    )
  const largest = 1000 * 1024
  await put(largest)
  await expect(put(largest + 1)).rejects.toMatchObject(refused('1024000'))
  const rest = 4 * 1024 * 1024 - 4 * largest
  await put(largest, largest, largest, largest, rest)
  await expect(put(largest, largest, largest, largest, rest + 1)).rejects.toMatchObject(refused('4194304'))
  await put(...Array.from({ length: 500 }, () => 1))
  await expect(put(...Array.from({ length: 501 }, () => 1))).rejects.toMatchObject(refused('500'))
})
