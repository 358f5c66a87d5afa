import { CONTROL_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import { ALLOWANCE_EVENT } from '@tenantry/contracts/plan.ts'
import { Env } from '@tenantry/control-plane/usage-rebuilder/env.ts'
import { Arn, ArnFormat, Duration, Stack } from 'aws-cdk-lib'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { consume } from '../foundation/consumer.ts'
import { mayAccess, mayAccessKeys } from '../foundation/item-rights.ts'
import { mayPublish } from '../foundation/may-publish.ts'
import { microservice } from '../foundation/microservice.ts'
import { EVENT_BUS_NAME, queueName, USAGE_FILES, USAGE_HOURS, USAGE_OF_DRIVERS } from '../names.ts'
import type { ControlPlaneData } from './data.ts'
import { readsUsageFiles } from './reads-usage-files.ts'
import { REBUILD_TIMEOUT } from './usage-bucket.ts'

/** An hour with a million lines takes a gigabyte (docs/decisions: metering), and a whole processor. */
const MEMORY_MB = 1_769

/** Computes usage by the hour from the files that streams deliver. The queue, whose name it knows, is where the bucket is. */
export function usageRebuilder(
  scope: Construct,
  { layer, data, bucket, bus }: { layer: LayerVersion; data: ControlPlaneData; bucket: IBucket; bus: IEventBus },
): LambdaFunction {
  const stack = Stack.of(scope)
  const arn = Arn.format(
    { service: 'sqs', resource: queueName('usage-rebuilder'), arnFormat: ArnFormat.NO_RESOURCE_NAME },
    stack,
  )
  const queue = Queue.fromQueueArn(scope, 'UsageNotices', arn)
  const fn = microservice(scope, 'UsageRebuilder', {
    entry: 'control-plane/usage-rebuilder',
    description: 'Computes usage of tenants from files',
    layer,
    timeout: REBUILD_TIMEOUT,
    memoryMb: MEMORY_MB,
    env: Env,
    environment: {
      USAGE_TABLE: data.usage.tableName,
      TIERS_TABLE: data.tiers.tableName,
      TENANTS_TABLE: data.tenants.tableName,
      EVENT_BUS_NAME,
      USAGE_BUCKET: bucket.bucketName,
      QUEUE_URL: queue.queueUrl,
    },
  })
  mayAccess(fn, data.usage, 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query')
  mayAccess(fn, data.tiers, 'GetItem', 'BatchGetItem')
  mayAccessKeys(fn, data.tenants, { actions: ['GetItem'], keys: ['tenant#*'] })
  mayPublish(fn, bus, { source: CONTROL_PLANE_SOURCE, types: [ALLOWANCE_EVENT] })
  readsUsageFiles(fn, bucket, USAGE_FILES, USAGE_HOURS)
  const hours = bucket.arnForObjects(`${USAGE_HOURS}/*`)
  fn.addToRolePolicy(new PolicyStatement({ actions: ['s3:PutObject', 's3:DeleteObject'], resources: [hours] }))
  const uses = bucket.arnForObjects(`${USAGE_OF_DRIVERS}/*`)
  fn.addToRolePolicy(new PolicyStatement({ actions: ['s3:PutObject'], resources: [uses] }))
  // Files of a minute come from several places: what arrives within a few seconds is computed at once.
  consume(fn, queue, { size: 100, window: Duration.seconds(15), concurrency: 2 })
  return fn
}
