import { Env } from '@tenantry/control-plane/billing/env.ts'
import { Duration } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { consume, consumerQueue } from '../foundation/consumer.ts'
import { mayAccess, mayAccessKeys } from '../foundation/item-rights.ts'
import { microservice } from '../foundation/microservice.ts'
import { BILLING_FILES, USAGE_HOURS } from '../names.ts'
import type { ControlPlaneData } from './data.ts'
import { readsUsageFiles } from './reads-usage-files.ts'

const TIMEOUT = Duration.seconds(120)
/** An hour of all tenants is read at once: with 100,000 of them it takes several hundred megabytes. */
const MEMORY_MB = 1_769

/** Reports closed days of all tenants to the billing provider. What one run does not finish, the next one does. */
export function billing(
  scope: Construct,
  { layer, data, bucket }: { layer: LayerVersion; data: ControlPlaneData; bucket: IBucket },
): LambdaFunction {
  const queue = consumerQueue(scope, 'billing', TIMEOUT, { every: Duration.minutes(15) })
  const fn = microservice(scope, 'Billing', {
    entry: 'control-plane/billing',
    description: 'Reports usage of tenants for billing',
    layer,
    timeout: TIMEOUT,
    memoryMb: MEMORY_MB,
    env: Env,
    environment: {
      USAGE_TABLE: data.usage.tableName,
      USAGE_BUCKET: bucket.bucketName,
      TENANTS_TABLE: data.tenants.tableName,
      QUEUE_URL: queue.queueUrl,
    },
  })
  mayAccess(fn, data.usage, 'GetItem', 'Query')
  mayAccessKeys(fn, data.usage, { actions: ['PutItem'], keys: ['billing', 'billing-customers', 'billing#*'] })
  mayAccessKeys(fn, data.usage, { actions: ['DeleteItem'], keys: ['billing'] })
  mayAccessKeys(fn, data.tenants, { actions: ['GetItem'], keys: ['tenant#*'] })
  const [customers, reported] = [`${BILLING_FILES}/customers`, `${BILLING_FILES}/usage`]
  readsUsageFiles(fn, bucket, USAGE_HOURS, reported)
  const written = [customers, reported].map((folder) => bucket.arnForObjects(`${folder}/*`))
  fn.addToRolePolicy(new PolicyStatement({ actions: ['s3:PutObject'], resources: written }))
  consume(fn, queue, 1)
  return fn
}
