import { execFile, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, test } from 'vitest'
import { lambdaFunction, role, useCloud } from '../cloud.ts'
import { PROCESSORS } from '../pipeline/pipeline-template.ts'
import { BOTO3 } from './named-clients.ts'
import { recordCalls } from './record-calls.ts'

const cloud = useCloud()
const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] })
/** Delivers at once. */
const stream = (DeliveryStreamName: string, destination: object = {}) => ({
  Type: 'AWS::KinesisFirehose::DeliveryStream',
  Properties: {
    DeliveryStreamName,
    ExtendedS3DestinationConfiguration: {
      BucketARN: arnOf('Files'),
      RoleARN: arnOf('StreamRole'),
      BufferingHints: { IntervalInSeconds: 0 },
      ...destination,
    },
  },
})
const installed = spawnSync('python3', ['-c', 'import boto3']).status === 0

beforeAll(() =>
  cloud.deploy({
    Resources: {
      Role: role('lambda.amazonaws.com'),
      StatesRole: role('states.amazonaws.com'),
      StreamRole: role('firehose.amazonaws.com'),
      LogsRole: role('logs.amazonaws.com'),
      Files: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'walked-files' } },
      Stream: stream('walked'),
      LogStream: stream('walked-logs', { ProcessingConfiguration: { Enabled: true, Processors: PROCESSORS } }),
      Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'walked-lines' } },
      Filter: {
        Type: 'AWS::Logs::SubscriptionFilter',
        Properties: {
          LogGroupName: { Ref: 'Group' },
          FilterPattern: '',
          DestinationArn: arnOf('LogStream'),
          RoleArn: arnOf('LogsRole'),
        },
      },
      Database: {
        Type: 'AWS::Glue::Database',
        Properties: { CatalogId: '000000000000', DatabaseInput: { Name: 'walked' } },
      },
      Lines: {
        Type: 'AWS::Glue::Table',
        DependsOn: 'Database',
        Properties: {
          CatalogId: '000000000000',
          DatabaseName: 'walked',
          TableInput: {
            Name: 'lines',
            StorageDescriptor: {
              Location: 's3://walked-files/lines/',
              Columns: [{ Name: 'id', Type: 'string' }],
              SerdeInfo: { SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe' },
            },
          },
        },
      },
      Function: lambdaFunction('f', 'exports.handler = async ({ name }) => "hello " + name'),
      Pool: { Type: 'AWS::Cognito::UserPool', Properties: { UserPoolName: 'people' } },
      Machine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          StateMachineName: 'machine',
          RoleArn: { 'Fn::GetAtt': ['StatesRole', 'Arn'] },
          Definition: {
            StartAt: 'Wait',
            States: {
              Wait: {
                Type: 'Task',
                Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
                HeartbeatSeconds: 600,
                Parameters: { FunctionName: 'f', Payload: { 'token.$': '$$.Task.Token' } },
                End: true,
              },
            },
          },
        },
      },
    },
    Outputs: { Pool: { Value: { Ref: 'Pool' } }, Machine: { Value: { Ref: 'Machine' } } },
  }),
)

test.skipIf(!installed)('boto3 as it is published gets what it is promised, and calls nothing else', async () => {
  const { cloud: running, credentials } = cloud
  const called = recordCalls(running)
  const walk = [
    join(import.meta.dirname, 'boto3-walk.py'),
    running.output('test', 'Pool'),
    running.output('test', 'Machine'),
  ]
  await promisify(execFile)('python3', walk, {
    env: {
      PATH: process.env.PATH,
      HOME: '/nonexistent',
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_DEFAULT_REGION: running.region,
      AWS_ENDPOINT_URL: running.url,
      AWS_MAX_ATTEMPTS: '1',
    },
  })
  expect(called()).toEqual(BOTO3.operations)
})
