import { CONTROL_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import { Env } from '@tenantry/control-plane/tenant-management/env.ts'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
import { mayPublish } from '../foundation/may-publish.ts'
import { microservice } from '../foundation/microservice.ts'
import { EVENT_BUS_NAME } from '../names.ts'
import type { ControlPlaneData } from './data.ts'
import { TENANT_EVENTS } from './tenant-events.ts'

/** Tenants as operators see and change them. */
export function tenantManagement(
  scope: Construct,
  {
    layer,
    data,
    bus,
    provisioning,
  }: { layer: LayerVersion; data: ControlPlaneData; bus: IEventBus; provisioning: StateMachine },
): LambdaFunction {
  const fn = microservice(scope, 'TenantManagement', {
    entry: 'control-plane/tenant-management',
    description: 'Tenants, for operators',
    layer,
    env: Env,
    environment: {
      TENANTS_TABLE: data.tenants.tableName,
      EVENT_BUS_NAME,
      PROVISIONING_MACHINE_ARN: provisioning.stateMachineArn,
    },
  })
  data.tenants.grant(
    fn,
    'dynamodb:GetItem',
    'dynamodb:BatchGetItem',
    'dynamodb:Query',
    'dynamodb:PutItem',
    'dynamodb:DeleteItem',
  )
  mayPublish(fn, bus, { source: CONTROL_PLANE_SOURCE, types: TENANT_EVENTS })
  provisioning.grantStartExecution(fn)
  return fn
}
