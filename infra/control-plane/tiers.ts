import { CONTROL_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import { TIER_EVENT, TIER_KEYS } from '@tenantry/contracts/plan.ts'
import { Env } from '@tenantry/control-plane/tiers/env.ts'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAudit } from '../foundation/audit-table.ts'
import { mayAccess, mayAccessKeys, mayQueryPartitions } from '../foundation/item-rights.ts'
import { answersLists } from '../foundation/lists-table.ts'
import { mayPublish } from '../foundation/may-publish.ts'
import { microservice } from '../foundation/microservice.ts'
import { EVENT_BUS_NAME } from '../names.ts'
import { type ControlPlaneData, keepsAnswers } from './data.ts'
import { editsPlans } from './plan-rights.ts'
import type { Pool } from './pool.ts'

/** The tiers, and what operators make of them. */
export function tiers(
  scope: Construct,
  { layer, data, pool, bus }: { layer: LayerVersion; data: ControlPlaneData; pool: Pool; bus: IEventBus },
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
      POOL_STAGE: pool.apiStage,
      LISTS_TABLE: data.lists.tableName,
      IDEMPOTENCY_TABLE: data.idempotency.tableName,
      OUTBOX_TABLE: data.outbox.tableName,
      EVENT_BUS_NAME,
    },
  })
  editsPlans(fn, data)
  mayAccess(fn, data.tiers, 'PutItem')
  mayAccessKeys(fn, data.outbox, { actions: ['PutItem', 'DeleteItem'], keys: [`${TIER_KEYS}*`] })
  mayPublish(fn, bus, { source: CONTROL_PLANE_SOURCE, types: [TIER_EVENT] })
  // The marks of operators who were removed, and of tenants which tier they have.
  mayAccessKeys(fn, data.tenants, { actions: ['ConditionCheckItem'], keys: ['removed-operator#*'] })
  mayQueryPartitions(fn, data.tenants, 'listing', ['tenant'])
  mayAudit(fn, data.audit, 'tiers')
  answersLists(fn, data.lists)
  keepsAnswers(fn, data, 'tiers')
  return fn
}
