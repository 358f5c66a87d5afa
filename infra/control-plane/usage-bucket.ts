import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { consumerQueue } from '../foundation/consumer.ts'
import { FAILED_USAGE_FILES, USAGE_FILES, USAGE_HOURS, USAGE_OF_DRIVERS, usageBucketName } from '../names.ts'

/** The longest run of the function that works on new files: the queue's visibility timeout is six times that. */
export const REBUILD_TIMEOUT = Duration.seconds(120)

/** Longer than any hour is rebuilt from its files, and as long as invoices are disputed. */
const FILE_DAYS = 90
const HOUR_DAYS = 400

/**
 * The bucket of usage records, and the queue that hears of each new file. Bucket and queue have names of their own, so that streams of any stack
 * can write to the one, and the function that rebuilds hours reads from the other wherever it is. The bucket names its queue itself: the CDK's own
 * way is a custom resource. https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html
 */
export function usageBucket(scope: Construct): Bucket {
  const { account: accountId, region, partition } = Stack.of(scope)
  const bucketName = usageBucketName({ accountId, region })
  const queue = consumerQueue(scope, 'usage-rebuilder', REBUILD_TIMEOUT, {
    bucketArn: `arn:${partition}:s3:::${bucketName}`,
  })
  const bucket = new Bucket(scope, 'Usage', {
    bucketName,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    lifecycleRules: [
      { prefix: `${USAGE_FILES}/`, expiration: Duration.days(FILE_DAYS) },
      { prefix: `${FAILED_USAGE_FILES}/`, expiration: Duration.days(FILE_DAYS) },
      { prefix: `${USAGE_HOURS}/`, expiration: Duration.days(HOUR_DAYS) },
      { prefix: `${USAGE_OF_DRIVERS}/`, expiration: Duration.days(HOUR_DAYS) },
      { abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
    removalPolicy: RemovalPolicy.RETAIN,
  })
  const { defaultChild } = bucket.node
  if (!(defaultChild instanceof CfnBucket)) throw new TypeError('The CDK makes buckets otherwise')
  defaultChild.notificationConfiguration = {
    queueConfigurations: [
      {
        event: 's3:ObjectCreated:*',
        queue: queue.queueArn,
        filter: { s3Key: { rules: [{ name: 'prefix', value: `${USAGE_FILES}/` }] } },
      },
    ],
  }
  // S3 tries whether it may send, when it is told of a queue.
  bucket.node.addDependency(queue)
  return bucket
}
