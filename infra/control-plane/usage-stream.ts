import { Duration, Stack } from 'aws-cdk-lib'
import { type IRole, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { InlineRole } from '../foundation/inline-role.ts'
import { mayGoUnused } from '../foundation/may-go-unused.ts'
import { usageStreamArn } from '../foundation/usage-subscriptions.ts'
import { FAILED_USAGE_FILES, USAGE_FILES, USAGE_SENDER, USAGE_STREAM } from '../names.ts'

/** Usage is to be seen within three minutes. */
const BUFFER = { intervalInSeconds: Duration.seconds(60).toSeconds(), sizeInMBs: 5 }
/** Of the hour in which Firehose got the first record of a file, in UTC. */
const HOUR = '!{timestamp:yyyy/MM/dd/HH}/'
const FAILED = '!{firehose:error-output-type}'

export interface UsageStream {
  stream: CfnDeliveryStream
  /** By which CloudWatch Logs writes to it. */
  sender: IRole
}

/**
 * The one delivery stream of all places: from CloudWatch Logs, unpacked to the lines that were logged, to files of the hour in the usage bucket.
 * https://docs.aws.amazon.com/firehose/latest/dev/writing-with-cloudwatch-logs-decompression.html
 */
export function usageStream(scope: Construct, { bucket }: { bucket: Bucket }): UsageStream {
  const stream = new CfnDeliveryStream(scope, 'UsageStream', {
    deliveryStreamName: USAGE_STREAM,
    deliveryStreamType: 'DirectPut',
    deliveryStreamEncryptionConfigurationInput: { keyType: 'AWS_OWNED_CMK' },
    extendedS3DestinationConfiguration: {
      bucketArn: bucket.bucketArn,
      roleArn: deliveryRole(scope, bucket).roleArn,
      prefix: `${USAGE_FILES}/${HOUR}`,
      errorOutputPrefix: `${FAILED_USAGE_FILES}/${FAILED}/${HOUR}`,
      bufferingHints: BUFFER,
      compressionFormat: 'GZIP',
      processingConfiguration: {
        enabled: true,
        processors: [
          processor('Decompression', 'CompressionFormat', 'GZIP'),
          processor('CloudWatchLogProcessing', 'DataMessageExtraction', 'true'),
          processor('AppendDelimiterToRecord', 'Delimiter', '\\n'),
        ],
      },
    },
  })
  return { stream, sender: senderRole(scope) }
}

const processor = (type: string, parameterName: string, parameterValue: string) => ({
  type,
  parameters: [{ parameterName, parameterValue }],
})

/** Firehose may write files of this stream, and read or list nothing. */
function deliveryRole(scope: Construct, bucket: Bucket): IRole {
  const stack = Stack.of(scope)
  const role = new InlineRole(scope, 'UsageDelivery', {
    description: 'Writes files of usage, for Firehose',
    assumedBy: new ServicePrincipal('firehose.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account, 'aws:SourceArn': usageStreamArn(stack) } },
    }),
  })
  const files = [USAGE_FILES, FAILED_USAGE_FILES].map((folder) => bucket.arnForObjects(`${folder}/*`))
  role.addToPolicy(new PolicyStatement({ actions: ['s3:PutObject', 's3:AbortMultipartUpload'], resources: files }))
  role.addToPolicy(
    new PolicyStatement({
      actions: ['s3:GetBucketLocation', 's3:ListBucketMultipartUploads'],
      resources: [bucket.bucketArn],
    }),
  )
  const reason = 'Firehose on AWS uploads large files in parts.'
  for (const action of ['s3:AbortMultipartUpload', 's3:GetBucketLocation', 's3:ListBucketMultipartUploads'])
    mayGoUnused({ role }, { action, reason })
  mayGoUnused(
    { role },
    { action: 's3:PutObject', of: `${FAILED_USAGE_FILES}/`, reason: 'What cannot be unpacked goes there.' },
  )
  return role
}

/** CloudWatch Logs may put records of this account's log groups, silos' too. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html */
function senderRole(scope: Construct): IRole {
  const stack = Stack.of(scope)
  const [path, name] = [USAGE_SENDER.slice(0, USAGE_SENDER.lastIndexOf('/') + 1), USAGE_SENDER.split('/').at(-1)]
  const groups = stack.formatArn({ service: 'logs', resource: '*' })
  const role = new InlineRole(scope, 'UsageSender', {
    description: 'Sends usage from logs to the stream, for CloudWatch Logs',
    path,
    roleName: name ?? '',
    assumedBy: new ServicePrincipal('logs.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account }, StringLike: { 'aws:SourceArn': groups } },
    }),
  })
  role.addToPolicy(
    new PolicyStatement({
      actions: ['firehose:PutRecord', 'firehose:PutRecordBatch'],
      resources: [usageStreamArn(stack)],
    }),
  )
  mayGoUnused(
    { role },
    {
      action: 'firehose:PutRecord',
      reason: 'CloudWatch Logs documents it, and does not say by which of the two it sends.',
    },
  )
  return role
}
