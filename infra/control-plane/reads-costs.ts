import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import { mayGoUnused } from '../foundation/may-go-unused.ts'
import { COST_RUNS } from '../names.ts'
import { readsUsageFiles } from './reads-usage-files.ts'

/** Lets a function write versions of what was attributed, and delete old ones. */
export function keepsCosts(fn: LambdaFunction, bucket: IBucket): void {
  fn.addToRolePolicy(
    new PolicyStatement({
      actions: ['s3:PutObject', 's3:DeleteObject'],
      resources: [bucket.arnForObjects(`${COST_RUNS}/*`)],
    }),
  )
  mayGoUnused(fn, {
    action: 's3:DeleteObject',
    of: `${COST_RUNS}/`,
    byChance: true,
    reason: 'A version is deleted when the second one after it counts, and what a run wrote that died.',
  })
}

/** Lets a function read what was attributed. */
export const readsCosts = (fn: LambdaFunction, bucket: IBucket): void => readsUsageFiles(fn, bucket, COST_RUNS)
