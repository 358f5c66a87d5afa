import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { COST_QUERIES, COST_RUNS, costsBucketName } from '../names.ts'

const QUERY_DAYS = 7
/** As long as hours of usage are kept. */
const RUN_DAYS = 400

/**
 * The bucket of bills and of what was attributed. AWS writes bills to it, in the name of exports of this account alone; AWS makes exports in us-east-1, wherever the
 * bucket is. https://docs.aws.amazon.com/cur/latest/userguide/dataexports-s3-bucket.html
 */
export function costsBucket(scope: Construct): Bucket {
  const { account: accountId, region, partition } = Stack.of(scope)
  const bucket = new Bucket(scope, 'Costs', {
    bucketName: costsBucketName({ accountId, region }),
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    lifecycleRules: [
      { prefix: `${COST_QUERIES}/`, expiration: Duration.days(QUERY_DAYS) },
      { prefix: `${COST_RUNS}/`, expiration: Duration.days(RUN_DAYS) },
      { abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
    removalPolicy: RemovalPolicy.RETAIN,
  })
  bucket.addToResourcePolicy(
    new PolicyStatement({
      principals: [
        new ServicePrincipal('billingreports.amazonaws.com'),
        new ServicePrincipal('bcm-data-exports.amazonaws.com'),
      ],
      actions: ['s3:PutObject', 's3:GetBucketPolicy'],
      resources: [bucket.bucketArn, bucket.arnForObjects('*')],
      conditions: {
        StringLike: {
          'aws:SourceAccount': accountId,
          'aws:SourceArn': [
            `arn:${partition}:cur:us-east-1:${accountId}:definition/*`,
            `arn:${partition}:bcm-data-exports:us-east-1:${accountId}:export/*`,
          ],
        },
      },
    }),
  )
  return bucket
}
