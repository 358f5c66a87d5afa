import { Stack } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import { mayGoUnused } from '../foundation/may-go-unused.ts'
import {
  BILL_EXPORT,
  BILLS,
  COST_QUERIES,
  COSTS_DATABASE,
  COSTS_TABLES,
  COSTS_WORK_GROUP,
  USAGE_OF_DRIVERS,
} from '../names.ts'

/**
 * Lets a function ask Athena about bill and usage. Athena reads files and tables and writes answers in the function's name, so the function may do it, too.
 * https://docs.aws.amazon.com/athena/latest/ug/managed-policies.html
 */
export function asksAthena(fn: LambdaFunction, { costs, usage }: { costs: IBucket; usage: IBucket }): void {
  const stack = Stack.of(fn)
  const allow = (actions: string[], resources: string[]) =>
    fn.addToRolePolicy(new PolicyStatement({ actions, resources }))
  allow(
    ['athena:StartQueryExecution', 'athena:GetQueryExecution'],
    [stack.formatArn({ service: 'athena', resource: 'workgroup', resourceName: COSTS_WORK_GROUP })],
  )
  const glue = (resource: string, resourceName?: string) =>
    stack.formatArn({ service: 'glue', resource, ...(resourceName !== undefined && { resourceName }) })
  const tables = Object.values(COSTS_TABLES).map((name) => glue('table', `${COSTS_DATABASE}/${name}`))
  const database = glue('database', COSTS_DATABASE)
  // Athena asks for the default database, whichever a query is about. https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html
  allow(['glue:GetDatabase'], [glue('catalog'), glue('database', 'default'), database])
  allow(['glue:GetTable'], [glue('catalog'), database, ...tables])
  const files = [
    costs.arnForObjects(`${BILLS}/${BILL_EXPORT}/*`),
    usage.arnForObjects(`${USAGE_OF_DRIVERS}/*`),
    costs.arnForObjects(`${COST_QUERIES}/*`),
  ]
  allow(['s3:GetObject'], files)
  allow(
    ['s3:PutObject', 's3:AbortMultipartUpload', 's3:ListMultipartUploadParts'],
    [costs.arnForObjects(`${COST_QUERIES}/*`)],
  )
  allow(['s3:ListBucket'], [costs.bucketArn, usage.bucketArn])
  allow(['s3:GetBucketLocation'], [costs.bucketArn])
  const reason = 'Athena on AWS does it in the name of who asks.'
  for (const action of ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts']) mayGoUnused(fn, { action, reason })
}
