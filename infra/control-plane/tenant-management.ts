import { Env } from '@tenantry/control-plane/tenant-management/env.ts'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { microservice } from '../foundation/microservice.ts'
import type { ControlPlaneData } from './data.ts'

/** Tenants as operators see them. */
export function tenantManagement(
  scope: Construct,
  { layer, data }: { layer: LayerVersion; data: ControlPlaneData },
): LambdaFunction {
  const fn = microservice(scope, 'TenantManagement', {
    entry: 'control-plane/tenant-management',
    description: 'Tenants, for operators',
    layer,
    env: Env,
    environment: { TENANTS_TABLE: data.tenants.tableName },
  })
  data.tenants.grant(fn, 'dynamodb:GetItem', 'dynamodb:Query')
  return fn
}
