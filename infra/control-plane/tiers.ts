import { Env } from '@tenantry/control-plane/tiers/env.ts'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAudit } from '../foundation/audit-table.ts'
import { mayAccess, mayAccessKeys } from '../foundation/item-rights.ts'
import { answersLists } from '../foundation/lists-table.ts'
import { microservice } from '../foundation/microservice.ts'
import { HAS_OUR_TAG } from '../foundation/our-tag.ts'
import { allowApiGateway } from './allow-api-gateway.ts'
import type { ControlPlaneData } from './data.ts'
import type { Pool } from './pool.ts'

/** The tiers: the defaults, and what operators changed of them. */
export function tiers(
  scope: Construct,
  { layer, data, pool }: { layer: LayerVersion; data: ControlPlaneData; pool: Pool },
): LambdaFunction {
  const fn = microservice(scope, 'Tiers', {
    entry: 'control-plane/tiers',
    description: 'The tier catalogue',
    layer,
    env: Env,
    environment: {
      TIERS_TABLE: data.tiers.tableName,
      TENANTS_TABLE: data.tenants.tableName,
      AUDIT_TABLE: data.audit.tableName,
      USAGE_PLANS: pool.usagePlans,
      LISTS_TABLE: data.lists.tableName,
    },
  })
  mayAccess(fn, data.tiers, 'BatchGetItem', 'PutItem', 'DeleteItem')
  // The marks of operators who were removed, and nothing of tenants.
  mayAccessKeys(fn, data.tenants, { actions: ['GetItem'], keys: ['removed-operator#*'] })
  allowApiGateway(fn, {
    sid: 'EditPlans',
    actions: ['apigateway:PATCH'],
    resource: '/usageplans/*',
    conditions: HAS_OUR_TAG,
    reason: "The ids of the plans are known to the app plane's stack only.",
  })
  mayAudit(fn, data.audit, 'tiers')
  answersLists(fn, data.lists)
  return fn
}
