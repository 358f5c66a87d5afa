import { APP_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import { Env } from '@tenantry/control-plane/tenant-people/env.ts'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { microservice } from '../foundation/microservice.ts'
import { onEvent } from '../foundation/on-event.ts'
import type { ControlPlaneData } from './data.ts'

/** Keeps what the app plane tells of tenants' people, so that operators see them. */
export function tenantPeople(
  scope: Construct,
  { layer, data, bus }: { layer: LayerVersion; data: ControlPlaneData; bus: IEventBus },
): LambdaFunction {
  const fn = microservice(scope, 'TenantPeople', {
    entry: 'control-plane/tenant-people',
    description: "Projection of tenants' people",
    layer,
    env: Env,
    environment: { TENANTS_TABLE: data.tenants.tableName },
  })
  data.tenants.grant(fn, 'dynamodb:PutItem')
  onEvent(scope, 'PeopleChanges', {
    bus,
    source: APP_PLANE_SOURCE,
    detailTypes: ['sbt_aws_tenantUserCreated', 'sbt_aws_tenantUserDeleted'],
    target: fn,
  })
  return fn
}
