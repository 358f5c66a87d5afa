import { SILO_PREFIX } from '@tenantry/contracts/deployment.ts'
import { ArnFormat, Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'

/** What CloudFormation calls for resources of silos, as the schemas of their types say. */
export interface ProvisioningRight {
  sid: string
  /** What the local cloud asks for, too. */
  used: string[]
  /** What is asked for on AWS alone. */
  onAws: string[]
  resources: string[]
  conditions?: Record<string, Record<string, string | string[]>>
}

/** Without IAM, which `siloProvisioner` looks after. https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html */
export function provisioningRights(scope: Construct): ProvisioningRight[] {
  const stack = Stack.of(scope)
  const arn = (service: string, resource: string, resourceName: string) =>
    stack.formatArn({ service, resource, resourceName })
  const colon = (service: string, resource: string, resourceName: string) =>
    stack.formatArn({ service, resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME })
  const gateway = (resource: string) => stack.formatArn({ service: 'apigateway', account: '', resource })
  const silos = `${SILO_PREFIX}*`
  const functions = colon('lambda', 'function', silos)
  return [
    {
      sid: 'Tables',
      used: of(
        'dynamodb',
        'CreateTable',
        'DeleteTable',
        'DescribeTable',
        'UpdateContinuousBackups',
        'UpdateTimeToLive',
      ),
      onAws: of('dynamodb', ...TABLE_DETAILS),
      resources: [arn('dynamodb', 'table', silos)],
    },
    {
      sid: 'Functions',
      used: of('lambda', 'CreateFunction', 'DeleteFunction', 'GetFunction', 'AddPermission', 'RemovePermission'),
      onAws: of('lambda', 'GetFunctionConfiguration', 'GetPolicy', 'ListTags', 'TagResource'),
      resources: [functions],
    },
    {
      sid: 'Layers',
      used: of('lambda', 'GetLayerVersion'),
      onAws: [],
      resources: [colon('lambda', 'layer', '*')],
    },
    {
      sid: 'QueuesToFunctions',
      used: of('lambda', 'CreateEventSourceMapping', 'DeleteEventSourceMapping'),
      onAws: of('lambda', 'GetEventSourceMapping'),
      resources: ['*'],
      conditions: { ArnLike: { 'lambda:FunctionArn': functions } },
    },
    {
      sid: 'Logs',
      used: of('logs', 'CreateLogGroup', 'DeleteLogGroup', 'PutRetentionPolicy'),
      onAws: of('logs', 'ListTagsForResource', 'TagResource'),
      resources: [colon('logs', 'log-group', silos)],
    },
    {
      sid: 'Usage',
      used: of('logs', 'PutSubscriptionFilter', 'DeleteSubscriptionFilter'),
      onAws: of('logs', 'DescribeSubscriptionFilters'),
      resources: [colon('logs', 'log-group', silos)],
    },
    { sid: 'FindLogs', used: [], onAws: of('logs', 'DescribeLogGroups'), resources: ['*'] },
    {
      sid: 'Queues',
      used: of('sqs', 'CreateQueue', 'DeleteQueue', 'GetQueueAttributes', 'SetQueueAttributes'),
      onAws: of('sqs', 'ListQueueTags', 'TagQueue'),
      resources: [stack.formatArn({ service: 'sqs', resource: silos })],
    },
    {
      sid: 'Buses',
      used: of('events', 'CreateEventBus', 'DeleteEventBus'),
      onAws: of('events', 'DescribeEventBus', 'ListTagsForResource', 'TagResource'),
      resources: [arn('events', 'event-bus', silos)],
    },
    {
      sid: 'Rules',
      used: of('events', 'PutRule', 'DeleteRule', 'PutTargets', 'RemoveTargets'),
      onAws: of('events', 'DescribeRule', 'ListTargetsByRule'),
      resources: [arn('events', 'rule', silos)],
    },
    {
      sid: 'Alarms',
      used: of('cloudwatch', 'PutMetricAlarm', 'DeleteAlarms'),
      onAws: of('cloudwatch', 'DescribeAlarms'),
      resources: [colon('cloudwatch', 'alarm', silos)],
    },
    { sid: 'MakeUserPools', used: of('cognito-idp', 'CreateUserPool'), onAws: [], resources: ['*'] },
    {
      sid: 'UserPools',
      used: of('cognito-idp', 'CreateUserPoolClient'),
      onAws: of(
        'cognito-idp',
        'DeleteUserPool',
        'DeleteUserPoolClient',
        'DescribeUserPool',
        'DescribeUserPoolClient',
        'GetUserPoolMfaConfig',
        'SetUserPoolMfaConfig',
        'TagResource',
        'UpdateUserPool',
      ),
      resources: [arn('cognito-idp', 'userpool', '*')],
    },
    {
      sid: 'Apis',
      used: of('apigateway', 'POST'),
      onAws: of('apigateway', 'GET'),
      resources: ['/restapis', '/restapis/*', '/domainnames/*/basepathmappings*'].map(gateway),
    },
    {
      sid: 'ChangeApis',
      used: of('apigateway', 'DELETE'),
      onAws: of('apigateway', 'PUT', 'PATCH'),
      resources: ['/restapis/*', '/domainnames/*/basepathmappings*'].map(gateway),
    },
  ]
}

const TABLE_DETAILS = [
  'DescribeContinuousBackups',
  'DescribeContributorInsights',
  'DescribeKinesisStreamingDestination',
  'DescribeTimeToLive',
  'GetResourcePolicy',
  'ListTagsOfResource',
  'TagResource',
  'UpdateTable',
]

const of = (service: string, ...actions: string[]): string[] => actions.map((action) => `${service}:${action}`)
