import { Env } from '@tenantry/app-plane/users/env.ts'
import { USERS } from '@tenantry/app-plane/users/service.ts'
import { AUDIT_EVENT } from '@tenantry/contracts/audit.ts'
import { PEOPLE_EVENTS } from '@tenantry/contracts/events.ts'
import { keepAnswers } from '@tenantry/contracts/service/environment.ts'
import type { IUserPool } from 'aws-cdk-lib/aws-cognito'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { ILayerVersion, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
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
import { asksControlPlane } from './asks-control-plane.ts'
import type { AppPlaneData } from './data.ts'
import { holdsAddresses } from './holds-addresses.ts'
import { invitationCaps } from './invitation-caps.ts'
import { mayManagePeople } from './may-manage-people.ts'
import { newsSource, type Place, roleOf, tenantsOf } from './place.ts'
import { tenantRights, WRITES_OUTBOX } from './tenant-rights.ts'

/** People of a tenant. Memberships are reached by the tenant session; the pool of people, which tenants share, by the function itself. */
export function users(
  scope: Construct,
  props: {
    place: Place
    layer: ILayerVersion
    data: AppPlaneData
    pool: IUserPool
    bus: IEventBus
    mailFrom: string
    sender: IEmailIdentity
  },
): LambdaFunction {
  const { place, layer, data, pool } = props
  const role = roleOf(place, 'people', scope, 'Users')
  const fn = microservice(scope, 'Users', {
    entry: 'app-plane/users',
    description: 'People and memberships of a tenant',
    layer,
    role,
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
      NEWS_SOURCE: newsSource(place),
      MAIL_FROM: props.mailFrom,
      ADDRESSES_TABLE: data.addresses.tableName,
      ...invitationCaps(scope),
      SITE_URL_PARAMETER: WEB_PARAMETERS.publicSiteUrl,
    },
  })
  mayManagePeople(scope, place, role, {
    pool,
    actions: ['AdminCreateUser', 'AdminGetUser', 'AdminDeleteUser', 'AdminUserGlobalSignOut'],
  })
  // Whether a person belongs to another tenant: the account goes with the last membership.
  mayQueryIndex(fn, data.memberships, 'byUser')
  // Sessions belong to a person, not to a tenant, and so does the record of their end.
  mayAccess(fn, data.people, 'UpdateItem')
  mayAudit(fn, data.tenants.audit, 'users', tenantsOf(place))
  announcesPeople(fn, data.tenants, [AUDIT_EVENT], place)
  if (place.kind === 'silo') for (const right of memberRights(data, place.tenantId)) role.addToPrincipalPolicy(right)
  holdsAddresses(fn, data.addresses)
  mayAccessKeys(fn, data.addresses, { actions: ['UpdateItem'], keys: ['sent#*'] })
  maySendMail(fn, props.sender)
  answersLists(fn, data.lists)
  readsSiteUrl(fn)
  mayPublish(fn, props.bus, { source: newsSource(place), types: PEOPLE_EVENTS })
  asksControlPlane(fn)
  return fn
}

/** What sessions of people's authorizer may do in the pool, for all tenant roles together. */
const memberRights = (data: AppPlaneData, tenantId: string) =>
  tenantRights(tenantId, {
    tables: data.tenants,
    needs: USERS.routes.flatMap(({ needs }) => needs),
    outbox: { types: PEOPLE_EVENTS, actions: WRITES_OUTBOX },
    ...(keepAnswers(USERS.routes) && { answers: 'people' }),
  })
