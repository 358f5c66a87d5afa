import { DefaultStackSynthesizer, Fn, Stack } from 'aws-cdk-lib'
import { type IRole, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam'
import type { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { allowWithWildcard } from './allow-with-wildcard.ts'
import { logs } from './logs.ts'
import { mayGoUnused } from './may-go-unused.ts'
import { serviceRole } from './microservice.ts'

/** What the CDK's function that fills buckets works with; a stack has one. */
export interface Uploads {
  role: Role
  /** For the constructs: they grant themselves more than they use, and those grants go nowhere. */
  fixed: IRole
  logGroup: LogGroup
  /** Lets the function write into a bucket. */
  mayFill(bucket: Bucket): void
}

export function uploads(scope: Construct): Uploads {
  const logGroup = logs(scope, 'Uploader')
  const role = serviceRole(scope, 'Uploader')
  logGroup.grantWrite(role)
  const reason =
    "The CDK's own function, in Python, fills buckets on AWS: the local cloud puts the files into their buckets by itself."
  for (const action of ['logs:CreateLogStream', 'logs:PutLogEvents', 's3:GetObject', 's3:ListBucket', 's3:PutObject']) {
    mayGoUnused({ role }, { action, reason })
  }
  const fixed = role.withoutPolicyUpdates()
  allowWithWildcard(
    { role },
    {
      sid: 'ReadStagedFiles',
      actions: ['s3:GetObject'],
      resources: [stagedAssets(scope)],
      reason: 'The key of staged files is a hash of what is in them, which only the deployment knows.',
    },
  )
  return {
    role,
    fixed,
    logGroup,
    mayFill(bucket) {
      role.addToPolicy(new PolicyStatement({ actions: ['s3:ListBucket'], resources: [bucket.bucketArn] }))
      role.addToPolicy(new PolicyStatement({ actions: ['s3:PutObject'], resources: [bucket.arnForObjects('*')] }))
    },
  }
}

/** The bootstrap bucket, where the CDK stages assets. */
function stagedAssets(scope: Construct): string {
  const { partition, account, region } = Stack.of(scope)
  const bucket = `cdk-${DefaultStackSynthesizer.DEFAULT_QUALIFIER}-assets-${account}-${region}`
  return Fn.join('', ['arn:', partition, ':s3:::', bucket, '/*'])
}
