import { Env } from '@tenantry/app-plane/users/env.ts'
import { AUDIT_EVENT } from '@tenantry/contracts/audit.ts'
import { APP_PLANE_SOURCE, PEOPLE_EVENTS } from '@tenantry/contracts/events.ts'
import type { UserPool } from 'aws-cdk-lib/aws-cognito'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { Function as LambdaFunction, LayerVersion } from 'aws-cdk-lib/aws-lambda'
import type { IEmailIdentity } from 'aws-cdk-lib/aws-ses'
import type { Construct } from 'constructs'
import { mayAudit } from '../foundation/audit-table.ts'
import { mayAccess, mayAccessKeys, mayQueryIndex } from '../foundation/item-rights.ts'
import { answersLists } from '../foundation/lists-table.ts'
import { mayPublish } from '../foundation/may-publish.ts'
import { maySendMail } from '../foundation/may-send-mail.ts'
import { microservice } from '../foundation/microservice.ts'
import { readsSiteUrl } from '../foundation/reads-site-url.ts'
import { EVENT_BUS_NAME, WEB_PARAMETERS } from '../names.ts'
import { announcesPeople } from './announces-people.ts'
import type { AppPlaneData } from './data.ts'
import { holdsAddresses } from './holds-addresses.ts'
import { invitationCaps } from './invitation-caps.ts'

/** People of a tenant. Memberships are reached by the tenant session; the pool of people, which tenants share, by the function itself. */
export function users(
  scope: Construct,
  props: {
    layer: LayerVersion
    data: AppPlaneData
    pool: UserPool
    bus: IEventBus
    mailFrom: string
    sender: IEmailIdentity
  },
): LambdaFunction {
  const { layer, data, pool } = props
  const fn = microservice(scope, 'Users', {
    entry: 'app-plane/users',
    description: 'People and memberships of a tenant',
    layer,
    env: Env,
    environment: {
      MEMBERSHIPS_TABLE: data.memberships.tableName,
      PEOPLE_TABLE: data.people.tableName,
      OUTBOX_TABLE: data.tenants.outbox.tableName,
      AUDIT_TABLE: data.tenants.audit.tableName,
      LISTS_TABLE: data.lists.tableName,
      IDEMPOTENCY_TABLE: data.tenants.idempotency.tableName,
      USER_POOL_ID: pool.userPoolId,
      EVENT_BUS_NAME,
      MAIL_FROM: props.mailFrom,
      ADDRESSES_TABLE: data.addresses.tableName,
      ...invitationCaps(scope),
      SITE_URL_PARAMETER: WEB_PARAMETERS.publicSiteUrl,
    },
  })
  pool.grant(
    fn,
    'cognito-idp:AdminCreateUser',
    'cognito-idp:AdminGetUser',
    'cognito-idp:AdminDeleteUser',
    'cognito-idp:AdminUserGlobalSignOut',
  )
  // Whether a person belongs to another tenant: the account goes with the last membership.
  mayQueryIndex(fn, data.memberships, 'byUser')
  // Sessions belong to a person, not to a tenant, and so does the record of their end.
  mayAccess(fn, data.people, 'UpdateItem')
  mayAudit(fn, data.tenants.audit, 'users')
  announcesPeople(fn, data.tenants, [AUDIT_EVENT])
  holdsAddresses(fn, data.addresses)
  mayAccessKeys(fn, data.addresses, { actions: ['UpdateItem'], keys: ['sent#*'] })
  maySendMail(fn, props.sender)
  answersLists(fn, data.lists)
  readsSiteUrl(fn)
  mayPublish(fn, props.bus, { source: APP_PLANE_SOURCE, types: PEOPLE_EVENTS })
  return fn
}
