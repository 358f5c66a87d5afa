import { beforeAll, expect, test } from 'vitest'
import { atMostEvery } from '../../support/at-most-every.ts'
import { patientClock } from '../../support/patient-clock.ts'
import { askAthena, TEMPLATE } from '../athena/athena-cloud.ts'
import { role, useCloud } from '../cloud.ts'
import { billExport, billPolicy } from './bill-export.ts'

// Each service tells the bill what AWS would bill of it.

const clock = patientClock()
const cloud = useCloud({ clock, traceSampling: 1 })
const { result, putText } = askAthena(cloud)
const call = (service: string, operation: string, input: object) => cloud.cloud.call(service, operation, input)
const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] })
const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:000000000000:${resource}`

const template = {
  Resources: {
    ...TEMPLATE.Resources,
    Policy: billPolicy(),
    Export: billExport(),
    Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'topic' } },
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'bus' } },
    StreamRole: role('firehose.amazonaws.com'),
    Stream: {
      Type: 'AWS::KinesisFirehose::DeliveryStream',
      Properties: {
        DeliveryStreamName: 'stream',
        ExtendedS3DestinationConfiguration: { BucketARN: arnOf('Files'), RoleARN: arnOf('StreamRole') },
      },
    },
    StatesRole: role('states.amazonaws.com'),
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: 'machine',
        RoleArn: arnOf('StatesRole'),
        DefinitionString: '{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","End":true}}}',
      },
    },
    Pool: { Type: 'AWS::Cognito::UserPool', Properties: { UserPoolName: 'people' } },
    Client: {
      Type: 'AWS::Cognito::UserPoolClient',
      Properties: {
        UserPoolId: { Ref: 'Pool' },
        ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      },
    },
    Sender: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'acme.example' } },
    Lines: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'lines' } },
  },
  Outputs: { Pool: { Value: { Ref: 'Pool' } }, Client: { Value: { Ref: 'Client' } } },
}

beforeAll(async () => {
  await cloud.deploy(template)
  await call('sns', 'Publish', { TopicArn: arn('sns', 'topic'), Message: 'x'.repeat(70_000) })
  const event = { EventBusName: 'bus', Source: 'shop', DetailType: 'Done' }
  await call('events', 'PutEvents', {
    Entries: [
      { ...event, Detail: '{}' },
      { ...event, Detail: JSON.stringify({ text: 'x'.repeat(140_000) }) },
    ],
  })
  const Data = Buffer.from('x').toString('base64')
  await call('firehose', 'PutRecordBatch', { DeliveryStreamName: 'stream', Records: [{ Data }, { Data }] })
  const machine = arn('states', 'stateMachine:machine')
  await call('states', 'StartExecution', { stateMachineArn: machine })
  await call('ses', 'SendEmail', {
    FromEmailAddress: 'shop@acme.example',
    Destination: { ToAddresses: ['ann@example.com', 'bob@example.com'] },
    Content: { Simple: { Subject: { Data: 's' }, Body: { Text: { Data: 't' } } } },
  })
  const user = { UserPoolId: cloud.cloud.output('test', 'Pool'), Username: 'ann' }
  await call('cognito-idp', 'AdminCreateUser', { ...user, MessageAction: 'SUPPRESS' })
  await call('cognito-idp', 'AdminSetUserPassword', { ...user, Password: 'Secret-12', Permanent: true })
  for (let n = 0; n < 2; n++)
    await call('cognito-idp', 'AdminInitiateAuth', {
      UserPoolId: user.UserPoolId,
      ClientId: cloud.cloud.output('test', 'Client'),
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: 'ann', PASSWORD: 'Secret-12' },
    })
  const stream = { logGroupName: 'lines', logStreamName: 'one' }
  await call('logs', 'CreateLogStream', stream)
  await call('logs', 'PutLogEvents', { ...stream, logEvents: [{ timestamp: clock.now(), message: 'äx' }] })
  const segment = { name: 'shop', id: '0123456789abcdef', start_time: 1, end_time: 2 }
  const second = Math.floor(clock.now() / 1000).toString(16)
  const trace = (last: string) => `1-${second}-0123456789abcdef0123456${last}`
  const documents = ['0', '1', '1'].map((last) => JSON.stringify({ ...segment, trace_id: trace(last) }))
  await call('xray', 'PutTraceSegments', { TraceSegmentDocuments: documents })
  await putText('usage/2026/01/05/10/a.json', '{"id":"a"}\n')
})

test.each([
  ['AmazonSNS', 'Requests-Tier1', arn('sns', 'topic'), 2],
  ['AWSEvents', 'Event-64K-Chunks', arn('events', 'event-bus/bus'), 4],
  ['AmazonKinesisFirehose', 'BilledBytes', arn('firehose', 'deliverystream/stream'), (2 * 5 * 1024) / 2 ** 30],
  ['AmazonStates', 'StateTransition', arn('states', 'stateMachine:machine'), 2],
  ['AmazonSES', 'Recipients', arn('ses', 'identity/acme.example'), 2],
  ['AmazonCloudWatch', 'DataProcessing-Bytes', arn('logs', 'log-group:lines'), (3 + 26) / 2 ** 30],
  ['AWSXRay', 'XRay-TracesStored', '', 2],
  ['AmazonAthena', 'DataScannedInTB', arn('athena', 'workgroup/costs'), 10 / 2 ** 20],
])('%s bills %s', async (service, type, resource, amount) => {
  const sql = `SELECT line_item_usage_amount AS amount FROM bill WHERE line_item_product_code = '${service}'
    AND line_item_usage_type = '${type}' AND line_item_resource_id = '${resource}'`
  const sum = async () => {
    const amounts = (await result(sql)).split('\n').slice(1, -1)
    return amounts.reduce((all, line) => all + Number(line.replaceAll('"', '')), 0)
  }
  const pass = atMostEvery(1_000, () => clock.leap(60_000))
  const billed = expect.poll(() => {
    pass()
    return sum()
  })
  // Queries of this test scan, too: each a few megabytes.
  await (service === 'AmazonAthena' ? billed.toBeGreaterThanOrEqual(amount) : billed.toBeCloseTo(amount, 12))
})

test('somebody who signs in counts once a month, and a bucket is billed by its name', async () => {
  const sql = `SELECT line_item_usage_type AS type, line_item_resource_id AS resource, count(*) AS lines FROM bill
    WHERE line_item_product_code = 'AmazonCognito' OR line_item_product_code = 'AmazonS3'
    GROUP BY line_item_usage_type, line_item_resource_id ORDER BY 1`
  const pool = arn('cognito-idp', `userpool/${cloud.cloud.output('test', 'Pool')}`)
  const lines = async () => (await result(sql)).split('\n').slice(1, -1)
  expect(await lines()).toContain(`"CognitoUserPoolsEssentialsMAU","${pool}","1"`)
  // What buckets hold is looked at once an hour.
  clock.leap(3_600_000)
  const ofBucket = async () => (await lines()).filter((line) => line.includes('"files"'))
  await expect
    .poll(async () => (await ofBucket()).map((line) => line.split('"')[1]))
    .toEqual(['Requests-Tier1', 'Requests-Tier2', 'TimedStorage-ByteHrs'])
})
