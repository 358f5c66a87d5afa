import { APP_PLANE_SOURCE, type DetailType, SILO_SOURCES } from '@tenantry/contracts/events.ts'
import { Env } from '@tenantry/control-plane/tenant-people/env.ts'
import { Duration } from 'aws-cdk-lib'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { consume, consumerQueue } from '../foundation/consumer.ts'
import { mayAccess } from '../foundation/item-rights.ts'
import { microservice } from '../foundation/microservice.ts'
import type { ControlPlaneData } from './data.ts'

const TIMEOUT = Duration.seconds(10)
const DETAIL_TYPES: readonly DetailType[] = ['sbt_aws_tenantUserCreated', 'sbt_aws_tenantUserDeleted']

/** Keeps what the app plane tells of tenants' people, so that operators see them. */
export function tenantPeople(
  scope: Construct,
  { layer, data, bus }: { layer: LayerVersion; data: ControlPlaneData; bus: IEventBus },
): LambdaFunction {
  const queue = consumerQueue(scope, 'tenant-people', TIMEOUT, {
    bus,
    source: [APP_PLANE_SOURCE, { prefix: SILO_SOURCES }],
    detailTypes: DETAIL_TYPES,
  })
  const fn = microservice(scope, 'TenantPeople', {
    entry: 'control-plane/tenant-people',
    description: "Projection of tenants' people",
    layer,
    timeout: TIMEOUT,
    env: Env,
    environment: { TENANTS_TABLE: data.tenants.tableName, QUEUE_URL: queue.queueUrl },
  })
  mayAccess(fn, data.tenants, 'PutItem')
  consume(fn, queue)
  return fn
}
