import { ACCOUNT_LISTS_FUNCTION } from '@tenantry/contracts/tenant-account.ts'
import { Env } from '@tenantry/control-plane/tenant-lists/env.ts'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAccess, mayAccessKeys, mayQueryIndex } from '../foundation/item-rights.ts'
import { answersLists } from '../foundation/lists-table.ts'
import { mayGoUnused } from '../foundation/may-go-unused.ts'
import { microservice } from '../foundation/microservice.ts'
import type { CostSettings } from './cost-settings.ts'
import type { ControlPlaneData } from './data.ts'
import type { Pool } from './pool.ts'

/** What admins of tenants see of their tenant's use and of what its people changed. The application plane invokes it; it changes nothing. */
export function tenantLists(
  scope: Construct,
  { layer, data, pool, settings }: { layer: LayerVersion; data: ControlPlaneData; pool: Pool; settings: CostSettings },
): LambdaFunction {
  const fn = microservice(scope, 'TenantLists', {
    entry: 'control-plane/tenant-lists',
    description: 'Usage, costs and audit of tenants, for their admins',
    functionName: ACCOUNT_LISTS_FUNCTION,
    layer,
    env: Env,
    environment: {
      TENANTS_TABLE: data.tenants.tableName,
      USAGE_TABLE: data.usage.tableName,
      AUDIT_TABLE: data.audit.tableName,
      LISTS_TABLE: data.lists.tableName,
      USER_POOL_ID: pool.userPoolId,
      CLIENT_ID: pool.clientId,
      COSTS_TABLE: data.costs.tableName,
      SHOWS_MONEY: settings.shownToTenants.valueAsString,
    },
  })
  mayAccessKeys(fn, data.tenants, { actions: ['GetItem'], keys: ['tenant#*'] })
  mayAccess(fn, data.usage, 'Query')
  mayAccessKeys(fn, data.costs, { actions: ['Query'], keys: ['units', 'tenant#*'] })
  mayQueryIndex(fn, data.audit, 'byTenant')
  mayAccess(fn, data.audit, 'BatchGetItem')
  mayGoUnused(fn, {
    action: 'dynamodb:BatchGetItem',
    reason: 'Tells what came of changes that no transaction holds, of which people of tenants make few.',
  })
  answersLists(fn, data.lists)
  return fn
}
