import { ACCOUNT_FUNCTION } from '@tenantry/contracts/tenant-account.ts'
import { Env } from '@tenantry/control-plane/tenant-account/env.ts'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAudit } from '../foundation/audit-table.ts'
import { mayAccess, mayAccessKeys } from '../foundation/item-rights.ts'
import { microservice } from '../foundation/microservice.ts'
import type { ControlPlaneData } from './data.ts'
import { findsPlans, readsUsage } from './plan-rights.ts'
import type { Pool } from './pool.ts'

/** What admins of tenants see of their tenant, and ask for. The application plane invokes it; it changes no tenant. */
export function tenantAccount(
  scope: Construct,
  { layer, data, pool }: { layer: LayerVersion; data: ControlPlaneData; pool: Pool },
): LambdaFunction {
  const fn = microservice(scope, 'TenantAccount', {
    entry: 'control-plane/tenant-account',
    description: 'Accounts of tenants, for their admins',
    functionName: ACCOUNT_FUNCTION,
    layer,
    env: Env,
    environment: {
      TENANTS_TABLE: data.tenants.tableName,
      TIERS_TABLE: data.tiers.tableName,
      AUDIT_TABLE: data.audit.tableName,
      USER_POOL_ID: pool.userPoolId,
      CLIENT_ID: pool.clientId,
    },
  })
  // It puts and deletes what a tenant asks for, beside the tenant: DynamoDB has no condition on sort keys.
  mayAccessKeys(fn, data.tenants, { actions: ['GetItem', 'PutItem', 'DeleteItem'], keys: ['tenant#*'] })
  mayAccess(fn, data.tiers, 'GetItem', 'BatchGetItem')
  mayAudit(fn, data.audit, 'tenant-account')
  findsPlans(fn)
  readsUsage(fn)
  return fn
}
