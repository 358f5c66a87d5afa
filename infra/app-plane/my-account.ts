import { Env } from '@tenantry/app-plane/my-account/env.ts'
import { AUDIT_EVENT } from '@tenantry/contracts/audit.ts'
import type { IUserPool } from 'aws-cdk-lib/aws-cognito'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { ILayerVersion, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAudit } from '../foundation/audit-table.ts'
import { mayAccess, mayAccessKeys, mayQueryIndex } from '../foundation/item-rights.ts'
import { mayPublish } from '../foundation/may-publish.ts'
import { microservice } from '../foundation/microservice.ts'
import { EVENT_BUS_NAME } from '../names.ts'
import { announcesPeople } from './announces-people.ts'
import type { AppPlaneData } from './data.ts'
import { holdsAddresses } from './holds-addresses.ts'
import { newsSource, type Place, roleOf, tenantsOf } from './place.ts'

const NEWS = ['sbt_aws_tenantUserDeleted', AUDIT_EVENT] as const
const LEAVES = ['GetItem', 'Query', 'DeleteItem', 'ConditionCheckItem'] as const

/** The end of a person's account: it takes them out of all their tenants. The person is the token's; no request names one. */
export function myAccount(
  scope: Construct,
  props: { place: Place; layer: ILayerVersion; data: AppPlaneData; bus: IEventBus; pool: IUserPool },
): LambdaFunction {
  const { place, layer, data, bus, pool } = props
  const fn = microservice(scope, 'MyAccount', {
    entry: 'app-plane/my-account',
    description: 'The end of a person’s account',
    layer,
    role: roleOf(place, 'account', scope, 'MyAccount'),
    env: Env,
    environment: {
      MEMBERSHIPS_TABLE: data.memberships.tableName,
      OUTBOX_TABLE: data.tenants.outbox.tableName,
      AUDIT_TABLE: data.tenants.audit.tableName,
      ADDRESSES_TABLE: data.addresses.tableName,
      USER_POOL_ID: pool.userPoolId,
      EVENT_BUS_NAME,
      NEWS_SOURCE: newsSource(place),
    },
  })
  if (place.kind === 'pool') mayAccess(fn, data.memberships, ...LEAVES)
  else mayAccessKeys(fn, data.memberships, { actions: LEAVES, keys: [place.tenantId] })
  mayQueryIndex(fn, data.memberships, 'byUser')
  pool.grant(fn, 'cognito-idp:AdminDeleteUser')
  mayAudit(fn, data.tenants.audit, 'my-account', tenantsOf(place))
  announcesPeople(fn, data.tenants, NEWS, place)
  holdsAddresses(fn, data.addresses)
  mayPublish(fn, bus, { source: newsSource(place), types: NEWS })
  return fn
}
