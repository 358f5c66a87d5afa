import * as logs from '@aws-sdk/client-cloudwatch-logs'
import * as events from '@aws-sdk/client-eventbridge'
import * as firehose from '@aws-sdk/client-firehose'
import * as email from '@aws-sdk/client-sesv2'
import * as ssm from '@aws-sdk/client-ssm'
import { beforeAll, describe } from 'vitest'
import { role, useCloud } from '../cloud.ts'
import { type ErrorCase, testErrors } from './error-table.ts'

const cloud = useCloud()

beforeAll(async () => {
  await cloud.deploy({
    Resources: {
      Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'group' } },
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
      Sender: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'acme.example' } },
    },
  })
  const client = new logs.CloudWatchLogsClient(cloud.options())
  await client.send(new logs.CreateLogStreamCommand({ logGroupName: 'group', logStreamName: 'stream' }))
  const parameter = { Name: '/taken', Type: 'String', Value: 'x' } as const
  await new ssm.SSMClient(cloud.options()).send(new ssm.PutParameterCommand(parameter))
})

describe('CloudWatch Logs', () => {
  const gone = { logGroupName: 'gone' }
  const bad = { logGroupName: 'no name' }
  const stream = { logStreamName: 'stream' }
  const NO_GROUP = 'The specified log group does not exist.'
  const event = { logEvents: [{ timestamp: Date.now(), message: 'x' }] }
  testErrors({
    cloud,
    service: 'logs',
    sdkPackage: '@aws-sdk/client-cloudwatch-logs',
    sdk: logs,
    client: () => new logs.CloudWatchLogsClient(cloud.options()),
    cases: [
      [
        'CreateLogGroup',
        'ResourceAlreadyExistsException',
        { logGroupName: 'group' },
        'The specified log group already exists',
      ],
      [
        'CreateLogStream',
        'ResourceAlreadyExistsException',
        { logGroupName: 'group', ...stream },
        'The specified log stream already exists',
      ],
      ['CreateLogStream', 'ResourceNotFoundException', { ...gone, ...stream }, NO_GROUP],
      ['DescribeLogStreams', 'ResourceNotFoundException', gone, NO_GROUP],
      ['FilterLogEvents', 'ResourceNotFoundException', gone, NO_GROUP],
      ['GetLogEvents', 'ResourceNotFoundException', { ...gone, ...stream }, NO_GROUP],
      [
        'GetLogEvents',
        'ResourceNotFoundException',
        { logGroupName: 'group', logStreamName: 'gone' },
        'The specified log stream does not exist.',
      ],
      ['PutLogEvents', 'ResourceNotFoundException', { ...gone, ...stream, ...event }, NO_GROUP],
      ['CreateLogGroup', 'InvalidParameterException', bad],
      ['CreateLogStream', 'InvalidParameterException', { logGroupName: 'group', logStreamName: 'a:b' }],
      ['DescribeLogGroups', 'InvalidParameterException', { limit: 51 }],
      ['DescribeLogStreams', 'InvalidParameterException', { logGroupName: 'group', limit: 51 }],
      ['FilterLogEvents', 'InvalidParameterException', { logGroupName: 'group', filterPattern: '{ $.a = ' }],
      ['GetLogEvents', 'InvalidParameterException', { logGroupName: 'group', ...stream, nextToken: 'x' }],
      ['PutLogEvents', 'InvalidParameterException', { logGroupName: 'group', ...stream, logEvents: [] }],
    ],
    never: [
      ['ServiceUnavailableException', 'all', 'what serves, serves'],
      ['OperationAbortedException', 'all', 'operations on a group run one after the other'],
      ['LimitExceededException', ['CreateLogGroup'], 'a million log groups are beyond a laptop'],
      ['InvalidSequenceTokenException', ['PutLogEvents'], 'AWS no longer asks for sequence tokens'],
      ['DataAlreadyAcceptedException', ['PutLogEvents'], 'AWS no longer asks for sequence tokens'],
      ['UnrecognizedClientException', ['PutLogEvents'], 'credentials are checked for all services alike'],
    ],
  })
})

describe('Parameter Store', () => {
  const NOT_FOUND = 'Parameter /gone not found.'
  const put = (Name: string, more = {}) => ({ Name, Type: 'String', Value: 'x', ...more })
  const never: [string, string][] = [
    ['InternalServerError', 'a failure of the local cloud itself is InternalFailure, with its log saying why'],
    ['InvalidKeyId', 'SecureString parameters are refused by name'],
    ['ParameterVersionNotFound', 'versions and labels are refused by name'],
    ['InvalidFilterKey', 'filters are refused by name'],
    ['InvalidFilterOption', 'filters are refused by name'],
    ['InvalidFilterValue', 'filters are refused by name'],
    ['HierarchyTypeMismatchException', 'it is about changing the type, which only labels and SecureString forbid'],
    ['IncompatiblePolicyException', 'parameter policies belong to the advanced tier, refused by name'],
    ['InvalidPolicyAttributeException', 'parameter policies belong to the advanced tier, refused by name'],
    ['InvalidPolicyTypeException', 'parameter policies belong to the advanced tier, refused by name'],
    ['PoliciesLimitExceededException', 'parameter policies belong to the advanced tier, refused by name'],
    ['InvalidAllowedPatternException', 'AllowedPattern is refused by name'],
    ['ParameterPatternMismatchException', 'AllowedPattern is refused by name'],
    ['ParameterLimitExceeded', 'ten thousand parameters are beyond a laptop'],
    ['ParameterMaxVersionLimitExceeded', 'it is about labelled versions'],
    ['TooManyUpdates', 'writes run one after the other'],
    ['UnsupportedParameterType', 'its type is checked by the request validation'],
  ]
  testErrors({
    cloud,
    service: 'ssm',
    sdkPackage: '@aws-sdk/client-ssm',
    sdk: ssm,
    client: () => new ssm.SSMClient(cloud.options()),
    cases: [
      ['GetParameter', 'ParameterNotFound', { Name: '/gone' }, NOT_FOUND],
      ['DeleteParameter', 'ParameterNotFound', { Name: '/gone' }, NOT_FOUND],
      ['GetParametersByPath', 'InvalidNextToken', { Path: '/', NextToken: 'x' }],
      ['PutParameter', 'ParameterAlreadyExists', put('/taken'), 'The parameter already exists.'],
      [
        'PutParameter',
        'HierarchyLevelLimitExceededException',
        put('/a'.repeat(16)),
        'A hierarchy can have a maximum of 15 levels.',
      ],
      ['PutParameter', 'ValidationException', put('no name')],
      ['PutParameter', 'ValidationException', put('aws-name')],
      [
        'PutParameter',
        'ValidationException',
        put('/p', { Type: 'Number' }),
        "Value 'Number' at 'type' failed to satisfy constraint",
      ],
      ['GetParametersByPath', 'ValidationException', { Path: 'relative' }],
    ],
    never: never.map(([error, reason]) => [error, 'all', reason]),
  })
})

describe('EventBridge', () => {
  const entry = { Source: 'shop', DetailType: 'placed', Detail: '{}' }
  const cases: ErrorCase[] = [
    ['PutEvents', 'ValidationException', { Entries: [] }],
    [
      'PutEvents',
      'ValidationException',
      { Entries: [{ ...entry, TraceHeader: 'x'.repeat(501) }] },
      /TraceHeader' failed/,
    ],
  ]
  testErrors({
    cloud,
    service: 'events',
    sdkPackage: '@aws-sdk/client-eventbridge',
    sdk: events,
    client: () => new events.EventBridgeClient(cloud.options()),
    cases,
    never: [
      ['InternalException', 'all', 'a failure of the local cloud itself is InternalFailure, with its log saying why'],
    ],
  })
})

describe('Firehose', () => {
  const Data = Buffer.from('x')
  const gone = { DeliveryStreamName: 'gone' }
  const stream = { DeliveryStreamName: 'stream' }
  const NOT_FOUND = 'Firehose gone under account 000000000000 not found.'
  testErrors({
    cloud,
    service: 'firehose',
    sdkPackage: '@aws-sdk/client-firehose',
    sdk: firehose,
    client: () => new firehose.FirehoseClient(cloud.options()),
    cases: [
      ['PutRecord', 'ResourceNotFoundException', { ...gone, Record: { Data } }, NOT_FOUND],
      ['PutRecordBatch', 'ResourceNotFoundException', { ...gone, Records: [{ Data }] }, NOT_FOUND],
      ['PutRecord', 'InvalidArgumentException', { ...stream, Record: {} }],
      ['PutRecordBatch', 'InvalidArgumentException', { ...stream, Records: [] }],
    ],
    never: [
      ['InvalidKMSResourceException', 'all', 'streams are not encrypted here'],
      ['InvalidSourceException', 'all', 'streams that read from Kinesis or MSK are refused by name'],
      ['ServiceUnavailableException', 'all', 'what serves, serves'],
    ],
  })
})

describe('SES', () => {
  const mail = (FromEmailAddress: string, to: string[] = ['ann@customer.example']) => ({
    FromEmailAddress,
    Destination: { ToAddresses: to },
    Content: { Simple: { Subject: { Data: 'Hello' }, Body: { Text: { Data: 'Hello' } } } },
  })
  testErrors({
    cloud,
    service: 'ses',
    sdkPackage: '@aws-sdk/client-sesv2',
    sdk: email,
    client: () => new email.SESv2Client(cloud.options()),
    cases: [
      ['SendEmail', 'MessageRejected', mail('shop@other.example'), /^Email address is not verified/],
      ['SendEmail', 'BadRequestException', mail('shop@acme.example', [])],
      ['SendEmail', 'BadRequestException', mail('shop@acme.example', ['ann']), "Missing final '@domain'"],
    ],
    never: [
      ['AccountSuspendedException', 'all', 'an account here has no reputation'],
      ['SendingPausedException', 'all', 'an account here has no reputation'],
      ['LimitExceededException', 'all', 'sending has no quota here'],
      ['TooManyRequestsException', 'all', 'sending has no rate here'],
      ['MailFromDomainNotVerifiedException', 'all', 'custom MAIL FROM domains do not exist here'],
      ['NotFoundException', 'all', 'templates and configuration sets are refused by name'],
    ],
  })
})
