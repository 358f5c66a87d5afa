import { Env } from '@tenantry/app-plane/tenant-admins/env.ts'
import { PEOPLE_EVENTS } from '@tenantry/contracts/events.ts'
import { TENANT_ADMINS_FUNCTION } from '@tenantry/contracts/tenant-admins.ts'
import { Duration } from 'aws-cdk-lib'
import type { UserPool } from 'aws-cdk-lib/aws-cognito'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { ILayerVersion, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { IEmailIdentity } from 'aws-cdk-lib/aws-ses'
import type { Construct } from 'constructs'
import { mayPublish } from '../foundation/may-publish.ts'
import { microservice } from '../foundation/microservice.ts'
import { EVENT_BUS_NAME, WEB_PARAMETERS } from '../names.ts'
import type { AppPlaneData } from './data.ts'
import { makesAdmins } from './makes-admins.ts'
import { newsSource, type Silo } from './place.ts'

/** Makes and invites admins of a silo's tenant, when the tenant directory asks for it. */
export function tenantAdmins(
  scope: Construct,
  props: {
    place: Silo
    layer: ILayerVersion
    data: AppPlaneData
    bus: IEventBus
    pool: UserPool
    mailFrom: string
    sender: IEmailIdentity
  },
): LambdaFunction {
  const { place, layer, data, pool, bus, sender } = props
  const role = place.roles.people
  const fn = microservice(scope, 'TenantAdmins', {
    entry: 'app-plane/tenant-admins',
    description: 'Admins of the tenant, as the control plane asks for them',
    functionName: `${place.stackName}${TENANT_ADMINS_FUNCTION}`,
    layer,
    role,
    timeout: Duration.seconds(25),
    env: Env,
    environment: {
      MEMBERSHIPS_TABLE: data.memberships.tableName,
      OUTBOX_TABLE: data.tenants.outbox.tableName,
      AUDIT_TABLE: data.tenants.audit.tableName,
      ADDRESSES_TABLE: data.addresses.tableName,
      USER_POOL_ID: pool.userPoolId,
      EVENT_BUS_NAME,
      NEWS_SOURCE: newsSource(place),
      MAIL_FROM: props.mailFrom,
      SITE_URL_PARAMETER: WEB_PARAMETERS.publicSiteUrl,
    },
  })
  makesAdmins(scope, fn, { place, role, data, pool, sender })
  mayPublish(fn, bus, { source: newsSource(place), types: PEOPLE_EVENTS })
  return fn
}
