import * as cloudwatch from '@aws-sdk/client-cloudwatch'
import * as sns from '@aws-sdk/client-sns'
import * as xray from '@aws-sdk/client-xray'
import { beforeAll, describe } from 'vitest'
import { useCloud } from '../cloud.ts'
import { testErrors } from './error-table.ts'

const cloud = useCloud()

beforeAll(() => cloud.deploy({ Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'topic' } } } }))

describe('CloudWatch', () => {
  const metric = { Metric: { Namespace: 'Shop', MetricName: 'Errors' }, Period: 60, Stat: 'Sum' }
  const span = { StartTime: new Date(1e12), EndTime: new Date(1e12 + 60_000) }
  const asked = (query: object, more: object = {}) => ({ MetricDataQueries: [{ Id: 'm', ...query }], ...span, ...more })
  testErrors({
    cloud,
    service: 'monitoring',
    sdkPackage: '@aws-sdk/client-cloudwatch',
    sdk: cloudwatch,
    client: () => new cloudwatch.CloudWatchClient(cloud.options()),
    cases: [
      ['GetMetricData', 'ValidationException', asked({}), 'The query m needs one of MetricStat and Expression.'],
      ['GetMetricData', 'ValidationException', asked({ MetricStat: { ...metric, Stat: 'Median' } }), /parameter Stat/],
      ['GetMetricData', 'ValidationException', asked({ MetricStat: metric }, { EndTime: span.StartTime }), /StartTime/],
      ['GetMetricData', 'ValidationException', asked({ MetricStat: { ...metric, Period: 7 } }), /a period is/],
      [
        'GetMetricData',
        'UnsupportedByLocalCloud',
        asked({ MetricStat: { ...metric, Stat: 'tm99' } }),
        /statistic tm99/,
      ],
      ['DescribeAlarms', 'InvalidNextToken', { NextToken: 'x' }, 'The next token is invalid.'],
      [
        'DescribeAlarms',
        'ValidationException',
        { AlarmNames: ['a'], AlarmNamePrefix: 'a' },
        /cannot be specified together/,
      ],
      ['DescribeAlarmHistory', 'InvalidNextToken', { NextToken: 'x' }, 'The next token is invalid.'],
      ['ListMetrics', 'InvalidParameterValueException', { NextToken: 'x' }, 'Invalid next token'],
    ],
    never: [
      ['InvalidNextToken', ['GetMetricData'], 'an answer holds all data points, so no token is given out or read'],
      [
        'InternalServiceFault',
        'all',
        'a failure of the local cloud itself is InternalFailure, with its log saying why',
      ],
    ],
  })
})

describe('SNS', () => {
  const topic = { TopicArn: 'arn:aws:sns:us-east-1:000000000000:topic' }
  const gone = { TopicArn: 'arn:aws:sns:us-east-1:000000000000:gone' }
  const GONE = 'Topic does not exist'
  const keys = ['AccessDenied', 'Disabled', 'InvalidState', 'NotFound', 'OptInRequired', 'Throttling']
  testErrors({
    cloud,
    service: 'sns',
    sdkPackage: '@aws-sdk/client-sns',
    sdk: sns,
    client: () => new sns.SNSClient(cloud.options()),
    cases: [
      ['Publish', 'NotFoundException', { ...gone, Message: 'x' }, GONE],
      ['Publish', 'InvalidParameterException', { ...topic, Message: 'x', Subject: 'a\nb' }, /Subject/],
      ['Publish', 'InvalidParameterException', { ...topic, Message: 'x'.repeat(262_145) }, /Message too long/],
      ['ConfirmSubscription', 'NotFoundException', { ...gone, Token: 'x' }, GONE],
      ['ConfirmSubscription', 'InvalidParameterException', { ...topic, Token: 'x' }, 'Invalid parameter: Token'],
      ['ListSubscriptionsByTopic', 'NotFoundException', gone, GONE],
      ['ListSubscriptionsByTopic', 'InvalidParameterException', { ...topic, NextToken: 'x' }],
    ],
    never: [
      [
        'AuthorizationErrorException',
        'all',
        'a call that a policy refuses answers AccessDenied, as in every query service',
      ],
      [
        'InternalErrorException',
        'all',
        'a failure of the local cloud itself is InternalFailure, with its log saying why',
      ],
      ['EndpointDisabledException', ['Publish'], 'there are no devices of people'],
      ['PlatformApplicationDisabledException', ['Publish'], 'there are no devices of people'],
      ['InvalidParameterValueException', ['Publish'], 'attributes of messages are refused by name'],
      ['InvalidSecurityException', ['Publish'], 'signatures are checked for all services alike'],
      ['ValidationException', ['Publish'], 'a wrong member is an InvalidParameter'],
      ...keys.map((name): [string, string[], string] => [
        name === 'OptInRequired' ? 'KMSOptInRequired' : `KMS${name}Exception`,
        ['Publish'],
        'keys of topics are refused by name',
      ]),
      ['FilterPolicyLimitExceededException', ['ConfirmSubscription'], 'filter policies are refused by name'],
      ['ReplayLimitExceededException', ['ConfirmSubscription'], 'topics without order keep no messages'],
      ['SubscriptionLimitExceededException', ['ConfirmSubscription'], 'millions of subscriptions are beyond a laptop'],
    ],
  })
})

describe('X-Ray', () => {
  const span = { StartTime: new Date(1e12), EndTime: new Date(1e12 + 60_000) }
  testErrors({
    cloud,
    service: 'xray',
    sdkPackage: '@aws-sdk/client-xray',
    sdk: xray,
    client: () => new xray.XRayClient(cloud.options()),
    cases: [
      ['PutTraceSegments', 'InvalidRequestException', { TraceSegmentDocuments: [] }],
      ['BatchGetTraces', 'InvalidRequestException', { TraceIds: Array(6).fill('1-0-0') }],
      ['GetTraceSummaries', 'InvalidRequestException', { ...span, EndTime: new Date(0) }, /Time range/],
      ['GetTraceSummaries', 'InvalidRequestException', { ...span, NextToken: 'x' }, 'Invalid next token'],
      [
        'GetTraceSummaries',
        'InvalidRequestException',
        { ...span, FilterExpression: 'a b' },
        /Invalid filter expression/,
      ],
      ['GetTraceSummaries', 'UnsupportedByLocalCloud', { ...span, FilterExpression: 'http.url = "x"' }, /http\.url/],
    ],
    never: [['ThrottledException', 'all', 'a laptop has no rates']],
  })
})
