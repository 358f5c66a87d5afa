import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import { mayGoUnused } from '../foundation/may-go-unused.ts'

/**
 * Lets a function read folders of the usage bucket, and tell a file that has expired or was replaced meanwhile from one that it may not read: S3 says which of
 * the two it is only to those who may list.
 */
export function readsUsageFiles(fn: LambdaFunction, bucket: IBucket, ...folders: string[]): void {
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['s3:GetObject'],
      resources: folders.map((folder) => bucket.arnForObjects(`${folder}/*`)),
    }),
  )
  fn.addToRolePolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }))
  mayGoUnused(fn, { action: 's3:ListBucket', reason: 'S3 asks for it itself where an object is not there.' })
}
