import { role } from '../cloud.ts'

const attribute = (logicalId: string, name = 'Arn') => ({ 'Fn::GetAtt': [logicalId, name] })
const ACCOUNT = '000000000000'
export const QUEUE_ARN = `arn:aws:sqs:us-east-1:${ACCOUNT}:arrivals`
export const STREAM_ARN = `arn:aws:firehose:us-east-1:${ACCOUNT}:deliverystream/usage`
export const PATTERN = '{ $.usage = "*" || $.type = "platform.report" }'

export const processor = (Type: string, parameters: Record<string, string>) => ({
  Type,
  Parameters: Object.entries(parameters).map(([ParameterName, ParameterValue]) => ({ ParameterName, ParameterValue })),
})
export const PROCESSORS = [
  processor('Decompression', { CompressionFormat: 'GZIP' }),
  processor('CloudWatchLogProcessing', { DataMessageExtraction: 'true' }),
  processor('AppendDelimiterToRecord', { Delimiter: '\\n' }),
]

export const filter = (name: string, more: object = {}) => ({
  Type: 'AWS::Logs::SubscriptionFilter',
  Properties: {
    LogGroupName: 'place',
    FilterName: name,
    FilterPattern: PATTERN,
    DestinationArn: STREAM_ARN,
    RoleArn: attribute('LogsRole'),
    ...more,
  },
  DependsOn: ['Group', 'Stream'],
})

export const stream = (name: string, destination: object = {}) => ({
  Type: 'AWS::KinesisFirehose::DeliveryStream',
  Properties: {
    DeliveryStreamName: name,
    ExtendedS3DestinationConfiguration: {
      BucketARN: 'arn:aws:s3:::usage-files',
      RoleARN: attribute('StreamRole'),
      BufferingHints: { IntervalInSeconds: 60, SizeInMBs: 1 },
      CompressionFormat: 'GZIP',
      Prefix: 'usage/!{timestamp:yyyy/MM/dd/HH}/',
      ErrorOutputPrefix: 'failed/!{firehose:error-output-type}/',
      ProcessingConfiguration: { Enabled: true, Processors: PROCESSORS },
      ...destination,
    },
  },
  DependsOn: 'Bucket',
})

export const bucket = (QueueConfigurations: object[], BucketName = 'usage-files') => ({
  Type: 'AWS::S3::Bucket',
  Properties: { BucketName, NotificationConfiguration: { QueueConfigurations } },
  DependsOn: 'QueuePolicy',
})

export const notification = (Rules: object[] = [{ Name: 'prefix', Value: 'usage/' }]) => ({
  Event: 's3:ObjectCreated:*',
  Queue: attribute('Queue'),
  Filter: { S3Key: { Rules } },
})

/** Log group → subscription filter → delivery stream → bucket → queue. */
export const PIPELINE = {
  Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'arrivals' } },
  QueuePolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'Queue' }],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 's3.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: attribute('Queue'),
            Condition: {
              ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::usage-files' },
              StringEquals: { 'aws:SourceAccount': ACCOUNT },
            },
          },
        ],
      },
    },
  },
  Bucket: bucket([notification()]),
  StreamRole: role('firehose.amazonaws.com', {
    Effect: 'Allow',
    Action: 's3:PutObject',
    Resource: 'arn:aws:s3:::usage-files/*',
  }),
  Stream: stream('usage'),
  LogsRole: role('logs.amazonaws.com', { Effect: 'Allow', Action: 'firehose:PutRecordBatch', Resource: STREAM_ARN }),
  Group: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'place' } },
  Filter: filter('usage-lines'),
}
