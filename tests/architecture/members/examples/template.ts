import { lambdaFunction, role } from '../../../local-cloud/cloud.ts'

const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] })

/** What the examples of calls find. */
export const TEMPLATE = {
  Resources: {
    Results: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'results' } },
    Role: role('lambda.amazonaws.com'),
    StatesRole: role('states.amazonaws.com'),
    Function: lambdaFunction('f', 'exports.handler = async () => 1'),
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: 'machine',
        RoleArn: arnOf('StatesRole'),
        DefinitionString: '{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}',
      },
    },
    Dead: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dead' } },
    Queue: {
      Type: 'AWS::SQS::Queue',
      Properties: { QueueName: 'queue', RedrivePolicy: { deadLetterTargetArn: arnOf('Dead'), maxReceiveCount: 9 } },
    },
    Alarm: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        AlarmName: 'errors',
        ...{ Namespace: 'Shop', MetricName: 'Errors', Period: 60, Statistic: 'Sum' },
        ...{ ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1, Threshold: 1 },
      },
    },
    Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'topic' } },
    StreamRole: role('firehose.amazonaws.com'),
    Stream: {
      Type: 'AWS::KinesisFirehose::DeliveryStream',
      Properties: {
        DeliveryStreamName: 'stream',
        ExtendedS3DestinationConfiguration: { BucketARN: 'arn:aws:s3:::files', RoleARN: arnOf('StreamRole') },
      },
    },
    Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'group' } },
    Sender: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'acme.example' } },
    Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/app/url', Type: 'String', Value: 'x' } },
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'things',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'p', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'p', KeyType: 'HASH' }],
      },
    },
    Pool: {
      Type: 'AWS::Cognito::UserPool',
      Properties: { UserPoolName: 'people', AutoVerifiedAttributes: ['email'] },
    },
    Client: {
      Type: 'AWS::Cognito::UserPoolClient',
      Properties: {
        UserPoolId: { Ref: 'Pool' },
        ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      },
    },
    Admins: {
      Type: 'AWS::Cognito::UserPoolGroup',
      Properties: { UserPoolId: { Ref: 'Pool' }, GroupName: 'admins' },
    },
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'api' } },
    Method: {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        RestApiId: { Ref: 'Api' },
        ResourceId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] },
        HttpMethod: 'GET',
        AuthorizationType: 'NONE',
        Integration: { Type: 'MOCK', RequestTemplates: { 'application/json': '{ "statusCode": 200 }' } },
      },
    },
    Deployment: {
      Type: 'AWS::ApiGateway::Deployment',
      DependsOn: 'Method',
      Properties: { RestApiId: { Ref: 'Api' } },
    },
    Stage: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: { RestApiId: { Ref: 'Api' }, DeploymentId: { Ref: 'Deployment' }, StageName: 'v1' },
    },
    Plan: {
      Type: 'AWS::ApiGateway::UsagePlan',
      Properties: { UsagePlanName: 'plan', Quota: { Limit: 9, Period: 'DAY' } },
    },
    Key: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Name: 'key', Enabled: true } },
    PlanKey: {
      Type: 'AWS::ApiGateway::UsagePlanKey',
      Properties: { KeyId: { Ref: 'Key' }, KeyType: 'API_KEY', UsagePlanId: { Ref: 'Plan' } },
    },
  },
  Outputs: {
    Pool: { Value: { Ref: 'Pool' } },
    Client: { Value: { Ref: 'Client' } },
    Api: { Value: { Ref: 'Api' } },
    Plan: { Value: { Ref: 'Plan' } },
    Key: { Value: { Ref: 'Key' } },
    Queue: { Value: { Ref: 'Queue' } },
    Dead: { Value: { Ref: 'Dead' } },
    Role: { Value: arnOf('Role') },
  },
}
