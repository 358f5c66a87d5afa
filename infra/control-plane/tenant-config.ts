import { Env } from '@tenantry/control-plane/tenant-config/env.ts'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAccess } from '../foundation/item-rights.ts'
import { microservice } from '../foundation/microservice.ts'
import type { ControlPlaneData } from './data.ts'
import type { Pool } from './pool.ts'

/** Tells a browser where a tenant, named by its people, is served. */
export function tenantConfig(
  scope: Construct,
  { layer, data, pool }: { layer: LayerVersion; data: ControlPlaneData; pool: Pool },
): LambdaFunction {
  const fn = microservice(scope, 'TenantConfig', {
    entry: 'control-plane/tenant-config',
    description: 'Where a tenant is served',
    layer,
    env: Env,
    environment: {
      TENANTS_TABLE: data.tenants.tableName,
      POOL_API_URL: pool.apiUrl,
      POOL_USER_POOL_ID: pool.userPoolId,
      POOL_CLIENT_ID: pool.clientId,
      POOL_USER_POOL_ENDPOINT: pool.userPoolEndpoint,
    },
  })
  mayAccess(fn, data.tenants, 'GetItem')
  return fn
}
