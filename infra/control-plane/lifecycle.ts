import { CONTROL_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import { Env } from '@tenantry/control-plane/lifecycle/env.ts'
import { Duration } from 'aws-cdk-lib'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAudit } from '../foundation/audit-table.ts'
import { mayAccess } from '../foundation/item-rights.ts'
import { mayPublish } from '../foundation/may-publish.ts'
import { microservice } from '../foundation/microservice.ts'
import { GIVES_OUR_TAG, HAS_OUR_TAG } from '../foundation/our-tag.ts'
import { EVENT_BUS_NAME } from '../names.ts'
import { allowApiGateway } from './allow-api-gateway.ts'
import { announces, type ControlPlaneData } from './data.ts'
import type { Pool } from './pool.ts'
import { ONBOARDING_EVENTS } from './tenant-events.ts'

/** The steps of all workflows, which their state machines invoke. */
export function lifecycle(
  scope: Construct,
  { layer, data, bus, pool }: { layer: LayerVersion; data: ControlPlaneData; bus: IEventBus; pool: Pool },
): LambdaFunction {
  const fn = microservice(scope, 'Lifecycle', {
    entry: 'control-plane/lifecycle',
    description: 'Steps of workflows',
    layer,
    timeout: Duration.seconds(30),
    env: Env,
    environment: {
      TENANTS_TABLE: data.tenants.tableName,
      OUTBOX_TABLE: data.outbox.tableName,
      AUDIT_TABLE: data.audit.tableName,
      USAGE_PLANS: pool.usagePlans,
      EVENT_BUS_NAME,
    },
  })
  mayAccess(fn, data.tenants, 'GetItem', 'PutItem')
  announces(fn, data)
  mayAudit(fn, data.audit, 'lifecycle')
  mayPublish(fn, bus, { source: CONTROL_PLANE_SOURCE, types: ONBOARDING_EVENTS })
  const reason = "A key's id is known only once it was made, and a plan's only to the app plane's stack."
  allowApiGateway(fn, { sid: 'FindKeys', actions: ['apigateway:GET'], resource: '/apikeys', reason })
  const giving = { conditions: GIVES_OUR_TAG, reason }
  allowApiGateway(fn, { sid: 'MakeKeys', actions: ['apigateway:POST'], resource: '/apikeys', ...giving })
  // Making a key with tags asks for this right as well.
  allowApiGateway(fn, { sid: 'TagKeys', actions: ['apigateway:PUT'], resource: '/tags/*apikeys*', ...giving })
  const own = { conditions: HAS_OUR_TAG, reason }
  allowApiGateway(fn, { sid: 'DeleteKeys', actions: ['apigateway:DELETE'], resource: '/apikeys/*', ...own })
  allowApiGateway(fn, { sid: 'PutKeysOnPlans', actions: ['apigateway:POST'], resource: '/usageplans/*/keys', ...own })
  return fn
}
