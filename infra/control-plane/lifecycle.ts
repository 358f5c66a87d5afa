import { CONTROL_PLANE_SOURCE } from '@tenantry/contracts/events.ts'
import { Env } from '@tenantry/control-plane/lifecycle/env.ts'
import { Duration, Stack } from 'aws-cdk-lib'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import { StringParameter } from 'aws-cdk-lib/aws-ssm'
import type { Construct } from 'constructs'
import { mayAudit } from '../foundation/audit-table.ts'
import { consoleUrl } from '../foundation/console-url.ts'
import { mayAccess, mayAccessKeys } from '../foundation/item-rights.ts'
import { mayPublish } from '../foundation/may-publish.ts'
import { microservice } from '../foundation/microservice.ts'
import { GIVES_OUR_TAG, HAS_OUR_TAG } from '../foundation/our-tag.ts'
import { BASE_PARAMETERS, EVENT_BUS_NAME } from '../names.ts'
import { allowApiGateway } from './allow-api-gateway.ts'
import { announces, type ControlPlaneData } from './data.ts'
import { makesSilos } from './makes-silos.ts'
import { carriesQuotas, ensuresPlans } from './plan-rights.ts'
import type { Pool } from './pool.ts'
import { countsUse, type QuotaSettings } from './quota-settings.ts'
import type { Releases } from './releases.ts'
import { ONBOARDING_EVENTS, WORK_EVENTS } from './tenant-events.ts'
import { worksOnData } from './works-on-data.ts'

/** The steps of all workflows, which their state machines invoke. */
export function lifecycle(
  scope: Construct,
  {
    layer,
    data,
    bus,
    pool,
    quotas,
    releases,
  }: {
    layer: LayerVersion
    data: ControlPlaneData
    bus: IEventBus
    pool: Pool
    quotas: QuotaSettings
    releases: Releases
  },
): LambdaFunction {
  const fn = microservice(scope, 'Lifecycle', {
    entry: 'control-plane/lifecycle',
    description: 'Steps of workflows',
    layer,
    // A step that works in pages stops by itself before that (see workflow-machine.ts).
    timeout: Duration.minutes(15),
    env: Env,
    environment: {
      TENANTS_TABLE: data.tenants.tableName,
      OUTBOX_TABLE: data.outbox.tableName,
      AUDIT_TABLE: data.audit.tableName,
      TIERS_TABLE: data.tiers.tableName,
      POOL_STAGE: pool.apiStage,
      ...quotas,
      EVENT_BUS_NAME,
      SILO_RELEASE: Stack.of(scope).toJsonString({
        templates: releases.templates,
        provisioner: releases.provisioner,
        toolkitLayer: releases.toolkitLayer,
        directoryTable: releases.directoryTable,
        exportsBucket: pool.exportsBucket,
        apiDomain: StringParameter.valueForStringParameter(scope, BASE_PARAMETERS.apiDomain),
        consoleUrl: consoleUrl(scope),
        mailFrom: pool.mailFrom,
        userPoolId: pool.userPoolId,
        clientId: pool.clientId,
      }),
      SHARED_PEOPLE: pool.sharedPeople,
    },
  })
  mayAccess(fn, data.tenants, 'GetItem', 'PutItem', 'Query')
  // The end of limits of its own; and a tenant that is deleted gives up its names.
  mayAccessKeys(fn, data.tenants, { actions: ['DeleteItem'], keys: ['tenant#*', 'name#*', 'likeness#*'] })
  countsUse(fn, data)
  announces(fn, data)
  mayAudit(fn, data.audit, 'lifecycle')
  mayPublish(fn, bus, { source: CONTROL_PLANE_SOURCE, types: [...ONBOARDING_EVENTS, ...WORK_EVENTS] })
  const reason = "A key's id is known only once it was made."
  allowApiGateway(fn, { sid: 'FindKeys', actions: ['apigateway:GET'], resource: '/apikeys', reason })
  const giving = { conditions: GIVES_OUR_TAG, reason }
  allowApiGateway(fn, { sid: 'MakeKeys', actions: ['apigateway:POST'], resource: '/apikeys', ...giving })
  // Making a key with tags asks for this right as well.
  allowApiGateway(fn, { sid: 'TagKeys', actions: ['apigateway:PUT'], resource: '/tags/*apikeys*', ...giving })
  const own = { conditions: HAS_OUR_TAG, reason }
  allowApiGateway(fn, { sid: 'DeleteKeys', actions: ['apigateway:DELETE'], resource: '/apikeys/*', ...own })
  ensuresPlans(fn, data)
  carriesQuotas(fn)
  makesSilos(fn, releases)
  worksOnData(fn)
  return fn
}
