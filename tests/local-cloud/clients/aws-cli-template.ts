import { lambdaFunction, role } from '../cloud.ts'

/** What the commands of the aws CLI find. */
export const AWS_CLI_TEMPLATE = {
  Resources: {
    Role: { ...role('lambda.amazonaws.com') },
    StatesRole: role('states.amazonaws.com'),
    StreamRole: role('firehose.amazonaws.com'),
    Stream: {
      Type: 'AWS::KinesisFirehose::DeliveryStream',
      Properties: {
        DeliveryStreamName: 'stream',
        ExtendedS3DestinationConfiguration: {
          BucketARN: { 'Fn::GetAtt': ['Bucket', 'Arn'] },
          RoleARN: { 'Fn::GetAtt': ['StreamRole', 'Arn'] },
        },
      },
    },
    Function: lambdaFunction('f', 'exports.handler = async ({ name }) => "hello " + name'),
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: 'machine',
        RoleArn: { 'Fn::GetAtt': ['StatesRole', 'Arn'] },
        DefinitionString: '{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}',
      },
    },
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'things',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'p', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'p', KeyType: 'HASH' }],
      },
    },
    Pool: { Type: 'AWS::Cognito::UserPool', Properties: { UserPoolName: 'people' } },
    Sender: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'acme.example' } },
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'bucket' } },
    Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'group' } },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'queue' } },
    Topic: {
      Type: 'AWS::SNS::Topic',
      Properties: { TopicName: 'topic', Subscription: [{ Protocol: 'email', Endpoint: 'ops@acme.example' }] },
    },
    Alarm: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        AlarmName: 'alarm',
        ...{ Namespace: 'AWS/Lambda', MetricName: 'Errors', Period: 60, Statistic: 'Sum' },
        ...{ ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 1, Threshold: 1 },
      },
    },
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'bus' } },
  },
  Outputs: { Pool: { Value: { Ref: 'Pool' } }, Queue: { Value: { Ref: 'Queue' } } },
}
