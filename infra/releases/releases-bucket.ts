import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { releasesBucketName } from '../names.ts'

/**
 * The bucket of releases. Keys hold the hash of their content, so none is written twice with anything else, and no role of ours may delete one:
 * a silo is updated, and made again, from the release that it has.
 */
export function releasesBucket(scope: Construct): Bucket {
  const { account: accountId, region } = Stack.of(scope)
  return new Bucket(scope, 'Releases', {
    bucketName: releasesBucketName({ accountId, region }),
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    removalPolicy: RemovalPolicy.RETAIN,
  })
}
