import { beforeAll, describe, expect, test } from 'vitest'
import { lambdaFunction, role, useCloud } from './cloud.ts'

// A stack that wants what is there already must fail, and leave it to whoever has it.

const cloud = useCloud()
const output = (name: string) => cloud.cloud.output('base', name)
const attribute = (logicalId: string, name: string) => ({ 'Fn::GetAtt': [logicalId, name] })
const ref = (logicalId: string) => ({ Ref: logicalId })
const method = {
  HttpMethod: 'GET',
  AuthorizationType: 'NONE',
  Integration: { Type: 'MOCK', RequestTemplates: { 'application/json': '{"statusCode":200}' } },
}
const keySchema = {
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'p', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'p', KeyType: 'HASH' }],
}
const stream = (DeliveryStreamName: string, RoleARN: unknown) => ({
  DeliveryStreamName,
  ExtendedS3DestinationConfiguration: { BucketARN: 'arn:aws:s3:::files', RoleARN },
})
const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }

const domainName = (DomainName: string) => ({
  DomainName,
  RegionalCertificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/c',
  EndpointConfiguration: { Types: ['REGIONAL'] },
})

/** What the cases stand on. */
const BASE = {
  Role: role('lambda.amazonaws.com'),
  Function: lambdaFunction('consumer', 'exports.handler = async () => {}'),
  Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'source' } },
  StreamRole: role('firehose.amazonaws.com'),
  LogsRole: role('logs.amazonaws.com'),
  Stream: { Type: 'AWS::KinesisFirehose::DeliveryStream', Properties: stream('lines', attribute('StreamRole', 'Arn')) },
  Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'logs' } },
  Database: {
    Type: 'AWS::Glue::Database',
    Properties: { CatalogId: '000000000000', DatabaseInput: { Name: 'usage' } },
  },
  Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'files' } },
  Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'api' } },
  Method: {
    Type: 'AWS::ApiGateway::Method',
    Properties: {
      ...method,
      HttpMethod: 'POST',
      RestApiId: ref('Api'),
      ResourceId: attribute('Api', 'RootResourceId'),
    },
  },
  Deployment: {
    Type: 'AWS::ApiGateway::Deployment',
    DependsOn: 'Method',
    Properties: { RestApiId: ref('Api') },
  },
  Domain: { Type: 'AWS::ApiGateway::DomainName', Properties: domainName('api.shop.localhost') },
  Plan: { Type: 'AWS::ApiGateway::UsagePlan', Properties: { UsagePlanName: 'plan' } },
  Key: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Enabled: true } },
  Pool: { Type: 'AWS::Cognito::UserPool', Properties: { UserPoolName: 'people' } },
  Group: { Type: 'AWS::Cognito::UserPoolGroup', Properties: { UserPoolId: ref('Pool'), GroupName: 'admins' } },
  User: {
    Type: 'AWS::Cognito::UserPoolUser',
    Properties: { UserPoolId: ref('Pool'), Username: 'ann', MessageAction: 'SUPPRESS' },
  },
}

/** By type: properties that name the resource. */
const NAMED: Record<string, () => Record<string, unknown>> = {
  'AWS::ApiGateway::BasePathMapping': () => ({
    DomainName: 'api.shop.localhost',
    BasePath: 'shop',
    RestApiId: output('Api'),
  }),
  'AWS::ApiGateway::DomainName': () => domainName('other.shop.localhost'),
  'AWS::ApiGateway::GatewayResponse': () => ({ RestApiId: output('Api'), ResponseType: 'DEFAULT_4XX' }),
  'AWS::ApiGateway::Method': () => ({ ...method, RestApiId: output('Api'), ResourceId: output('Root') }),
  'AWS::ApiGateway::Stage': () => ({
    RestApiId: output('Api'),
    StageName: 'prod',
    DeploymentId: output('Deployment'),
  }),
  'AWS::ApiGateway::UsagePlanKey': () => ({ KeyId: output('Key'), KeyType: 'API_KEY', UsagePlanId: output('Plan') }),
  'AWS::Athena::WorkGroup': () => ({ Name: 'group' }),
  'AWS::CloudFront::Function': () => ({
    Name: 'rewrite',
    AutoPublish: true,
    FunctionCode: 'function handler(event) { return event.request }',
    FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' },
  }),
  'AWS::CloudFront::OriginAccessControl': () => ({
    OriginAccessControlConfig: {
      Name: 'control',
      OriginAccessControlOriginType: 's3',
      SigningBehavior: 'always',
      SigningProtocol: 'sigv4',
    },
  }),
  'AWS::CloudFront::ResponseHeadersPolicy': () => ({ ResponseHeadersPolicyConfig: { Name: 'headers' } }),
  'AWS::CloudWatch::Alarm': () => ({
    AlarmName: 'errors',
    ...{ Namespace: 'Shop', MetricName: 'Errors', Period: 60, Statistic: 'Sum' },
    ...{ ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1, Threshold: 1 },
  }),
  'AWS::Cognito::UserPoolGroup': () => ({ UserPoolId: output('Pool'), GroupName: 'readers' }),
  'AWS::Cognito::UserPoolUserToGroupAttachment': () => ({
    UserPoolId: output('Pool'),
    GroupName: 'admins',
    Username: 'ann',
  }),
  'AWS::DynamoDB::GlobalTable': () => ({ ...keySchema, TableName: 'wide', Replicas: [{ Region: 'us-east-1' }] }),
  'AWS::DynamoDB::Table': () => ({ ...keySchema, TableName: 'things' }),
  'AWS::Events::EventBus': () => ({ Name: 'bus' }),
  'AWS::Events::Rule': () => ({ Name: 'rule', EventPattern: { source: ['shop'] } }),
  'AWS::Glue::Database': () => ({ CatalogId: '000000000000', DatabaseInput: { Name: 'other' } }),
  'AWS::Glue::Table': () => ({ CatalogId: '000000000000', DatabaseName: 'usage', TableInput: { Name: 'lines' } }),
  'AWS::IAM::ManagedPolicy': () => ({ ManagedPolicyName: 'reading', PolicyDocument: { Statement: [statement] } }),
  'AWS::IAM::Role': () => ({ ...role('lambda.amazonaws.com').Properties, RoleName: 'worker' }),
  'AWS::Lambda::EventInvokeConfig': () => ({ FunctionName: 'consumer', Qualifier: '$LATEST' }),
  'AWS::Lambda::EventSourceMapping': () => ({ FunctionName: 'consumer', EventSourceArn: output('Queue') }),
  'AWS::Lambda::Function': () => ({
    ...lambdaFunction('worker', 'exports.handler = async () => {}').Properties,
    Role: output('Role'),
  }),
  'AWS::KinesisFirehose::DeliveryStream': () => stream('usage', output('StreamRole')),
  'AWS::Logs::LogGroup': () => ({ LogGroupName: '/shop/orders' }),
  'AWS::Logs::SubscriptionFilter': () => ({
    ...{ LogGroupName: 'logs', FilterName: 'all', FilterPattern: '' },
    ...{ DestinationArn: output('Stream'), RoleArn: output('LogsRole') },
  }),
  'AWS::S3::Bucket': () => ({ BucketName: 'exports' }),
  'AWS::S3::BucketPolicy': () => ({ Bucket: 'files', PolicyDocument: { Statement: [] } }),
  'AWS::SES::EmailIdentity': () => ({ EmailIdentity: 'acme.example' }),
  'AWS::SNS::Topic': () => ({ TopicName: 'alarms' }),
  'AWS::SQS::Queue': () => ({ QueueName: 'orders' }),
  'AWS::SSM::Parameter': () => ({ Name: '/shop/limit', Type: 'String', Value: '1' }),
  'AWS::StepFunctions::StateMachine': () => ({
    StateMachineName: 'machine',
    RoleArn: output('Role'),
    DefinitionString: '{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}',
  }),
}

/** Types of which nothing can be there already, each with the reason. */
const NEVER_TAKEN: Record<string, string> = {
  'AWS::ApiGateway::Account': 'the account has one, which is only set',
  'AWS::ApiGateway::ApiKey': 'its id is generated; a value that another key has is refused by the service',
  'AWS::ApiGateway::Authorizer': 'its id is generated',
  'AWS::ApiGateway::Deployment': 'its id is generated',
  'AWS::ApiGateway::Resource': 'its id is generated; a path that another resource has is refused by the service',
  'AWS::ApiGateway::RestApi': 'its id is generated',
  'AWS::ApiGateway::UsagePlan': 'its id is generated',
  'AWS::BCMDataExports::Export': 'its id is generated',
  'AWS::CloudFront::Distribution': 'its id is generated',
  'AWS::Cognito::UserPool': 'its id is generated',
  'AWS::Cognito::UserPoolClient': 'its id is generated',
  'AWS::Cognito::UserPoolUser': 'a name that another user has is refused by the service',
  'AWS::IAM::Policy': 'grants of different resources stand side by side',
  'AWS::Lambda::LayerVersion': 'each is a version of its own',
  'AWS::Lambda::Permission': 'its id is generated',
  'AWS::SNS::Subscription':
    'a topic has an endpoint once: its subscription is taken over, and goes with the first that removes it',
  'AWS::SNS::TopicPolicy': 'an attribute of its topics, which is only set',
  'AWS::SQS::QueuePolicy': 'an attribute of its queues, which is only set',
  'Custom::CDKBucketDeployment': 'copies files, and deletes none',
}

beforeAll(() =>
  cloud.deploy(
    {
      Resources: BASE,
      Outputs: {
        Api: { Value: ref('Api') },
        Root: { Value: attribute('Api', 'RootResourceId') },
        Deployment: { Value: ref('Deployment') },
        Plan: { Value: ref('Plan') },
        Key: { Value: ref('Key') },
        Pool: { Value: ref('Pool') },
        Queue: { Value: attribute('Queue', 'Arn') },
        Role: { Value: attribute('Role', 'Arn') },
        StreamRole: { Value: attribute('StreamRole', 'Arn') },
        LogsRole: { Value: attribute('LogsRole', 'Arn') },
        Stream: { Value: attribute('Stream', 'Arn') },
      },
    },
    'base',
  ),
)

const status = async (stack: string) =>
  (await cloud.cloud.call('cloudformation', 'DescribeStacks', { StackName: stack })).Stacks[0].StackStatus

async function deleted(stack: string): Promise<void> {
  await cloud.cloud.call('cloudformation', 'DeleteStack', { StackName: stack })
  await expect.poll(() => status(stack).catch((error) => error.message)).toMatch('does not exist')
}

describe('what a stack finds already there', () => {
  test.each(Object.entries(NAMED))('fails it, stays and is not deleted with it: %s', async (Type, properties) => {
    const named = cloud.cloud.registry.resourceTypes.find(({ type }) => type === Type)?.named
    const template = { Resources: { Thing: { Type, Properties: properties() } } }
    await cloud.deploy(template, 'first')
    const failure = await cloud.deploy(template, 'second').catch((error) => error)
    const [, identifier = ''] = /identifier '(.+)' already exists\./.exec(failure.message) ?? []
    expect(failure.message).toContain(`Resource of type '${Type}' with identifier '${identifier}' already exists.`)
    expect(failure.message).toContain('(HandlerErrorCode: AlreadyExists)')
    expect(await status('second')).toBe('ROLLBACK_COMPLETE')
    await deleted('second')
    expect(await named?.exists(identifier)).toBe(true)
    await deleted('first')
    expect(await named?.exists(identifier)).toBe(false)
  })

  test('fails it too when a call of the API made it', async () => {
    await cloud.cloud.call('sqs', 'CreateQueue', { QueueName: 'called' })
    const Resources = { Thing: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'called' } } }
    await expect(cloud.deploy({ Resources }, 'late')).rejects.toThrow("identifier 'called' already exists.")
    await deleted('late')
    await expect(cloud.cloud.call('sqs', 'GetQueueUrl', { QueueName: 'called' })).resolves.toBeDefined()
  })

  test('fails a stack of the same name that comes after one that retained it', async () => {
    const Properties = { LogGroupName: 'retained' }
    const template = { Resources: { Group: { Type: 'AWS::Logs::LogGroup', DeletionPolicy: 'Retain', Properties } } }
    await cloud.deploy(template, 'again')
    await deleted('again')
    await expect(cloud.deploy(template, 'again')).rejects.toThrow("identifier 'retained' already exists.")
  })
})

test('no type is without a case or a reason', () => {
  const known = [...Object.keys(NAMED), ...Object.keys(NEVER_TAKEN)].sort()
  // What is inert holds nothing that a second stack could take over.
  const types = cloud.cloud.registry.resourceTypes.filter(({ inert }) => !inert)
  expect(known).toEqual(types.map(({ type }) => type).sort())
})
