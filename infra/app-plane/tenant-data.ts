import { Env } from '@tenantry/app-plane/tenant-data/env.ts'
import { auditTrail, PEOPLE_WRITERS } from '@tenantry/contracts/audit.ts'
import { PEOPLE_EVENTS } from '@tenantry/contracts/events.ts'
import type { Service } from '@tenantry/contracts/service/service.ts'
import { on } from '@tenantry/contracts/service/tenant-table.ts'
import { dataFunctionIn } from '@tenantry/contracts/tenant-data.ts'
import { Duration, Stack } from 'aws-cdk-lib'
import type { IUserPool } from 'aws-cdk-lib/aws-cognito'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { ILayerVersion, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { allowKeys, mayQueryIndex } from '../foundation/item-rights.ts'
import { mayPublish } from '../foundation/may-publish.ts'
import { microservice } from '../foundation/microservice.ts'
import { EVENT_BUS_NAME } from '../names.ts'
import { worksForTenants } from './access-role.ts'
import type { AppPlaneData } from './data.ts'
import { reachesFiles } from './exports-bucket.ts'
import { holdsAddresses } from './holds-addresses.ts'
import type { SharedPeople } from './people.ts'
import { newsSource, type Place, roleOf, siloStack } from './place.ts'
import { writesTenantData } from './writes-tenant-data.ts'

/** The longest that Lambda runs: a call works for twelve minutes and then answers where to go on. */
const TIMEOUT = Duration.minutes(15)

/** What a journey without a write at the right moment does not do. */
const BRINGS_BACK = ['GetItem', 'PutItem', 'DeleteItem'].map((action) => ({
  action: `dynamodb:${action}`,
  byChance: true as const,
  reason:
    'What changes while a tenant moves is read and written item by item, and what was written in a silo is brought back.',
}))

/**
 * The one function by which workflows of the control plane reach the data of tenants that are served here. It works under a session of one
 * tenant, as every worker does: a workflow that names the wrong one finds nothing of another. In a silo its role is bound to the one tenant.
 */
export function tenantData(
  scope: Construct,
  props: {
    place: Place
    layer: ILayerVersion
    data: AppPlaneData
    bus: IEventBus
    people: { pool: IUserPool } | SharedPeople
    services: readonly Service[]
  },
): LambdaFunction {
  const { layer, data, services, place, people } = props
  // Those who stay in the pool are looked after there.
  const hasPeople = !('functions' in people)
  // No role that adds records finds any: where a silo's one role changes people, the audit stays unread. The control plane has its records.
  const readsAudit = place.kind === 'pool' || !hasPeople
  const entities = services.flatMap((service) => service.entities)
  const role = roleOf(place, 'data', scope, 'TenantData')
  const access = worksForTenants(scope, 'TenantDataAccess', place, {
    description: 'Data of one tenant for workflows, for sessions tagged with a TenantId',
    assumedBy: role,
    tables: data.tenants,
    needs: entities.map((entity) => on(entity, 'Query', 'GetItem', 'PutItem', 'DeleteItem')),
    more: (tenant) => [...onPlatformStores(data, tenant), ...(readsAudit ? [onAudit(data, tenant)] : [])],
    isJournaled: false,
    unused: BRINGS_BACK,
  })
  const tables = {
    ...Object.fromEntries(entities.map((entity) => [entity.collection, data.tenants.of(entity).tableName])),
    memberships: data.memberships.tableName,
    outbox: data.tenants.outbox.tableName,
    idempotency: data.tenants.idempotency.tableName,
    moves: data.tenants.moves.tableName,
    ...(readsAudit && { audit: data.tenants.audit.tableName }),
    directory: data.directory.tableName,
  }
  const files = reachesFiles(scope, 'TenantDataFiles', place, {
    description: 'Exports of one tenant, for sessions tagged with a TenantId',
    assumedBy: role,
    bucket: data.exports,
    actions: ['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload'],
    unused: [
      { action: 's3:AbortMultipartUpload', reason: 'A part of a large export could not be written.' },
      { action: 's3:ListBucket', reason: 'Without it, a file that is not there would be an access denied.' },
    ],
  })
  const fn = microservice(scope, 'TenantData', {
    entry: 'app-plane/tenant-data',
    description: 'Data of one tenant, as workflows work on it',
    functionName: dataFunctionIn(siloStack(place)),
    layer,
    role,
    timeout: TIMEOUT,
    env: Env,
    environment: {
      TABLES: Stack.of(scope).toJsonString(tables),
      ACCESS_ROLE_ARN: access,
      WRITER_ROLE_ARN: writesTenantData(scope, role, { place, data, services, hasPeople }),
      FILES_ROLE_ARN: files,
      EXPORTS_BUCKET: data.exports.bucketName,
      ADDRESSES_TABLE: hasPeople ? data.addresses.tableName : '',
      USER_POOL_ID: people.pool.userPoolId,
      AUDIT_TABLE: data.tenants.audit.tableName,
      EVENT_BUS_NAME,
      NEWS_SOURCE: newsSource(place),
    },
  })
  if (hasPeople) changesPeople(fn, props)
  return fn
}

/** The account of a person goes with their last membership, and comes back with an export. */
function changesPeople(
  fn: LambdaFunction,
  { place, data, bus, people }: { place: Place; data: AppPlaneData; bus: IEventBus; people: { pool: IUserPool } },
): void {
  people.pool.grant(fn, 'cognito-idp:AdminCreateUser', 'cognito-idp:AdminGetUser', 'cognito-idp:AdminDeleteUser')
  mayQueryIndex(fn, data.memberships, 'byUser')
  holdsAddresses(fn, data.addresses)
  mayPublish(fn, bus, { source: newsSource(place), types: PEOPLE_EVENTS })
}

/** What the role may do to the items of one tenant beside those of entities; `tenant` as a policy names it. */
function onPlatformStores(data: AppPlaneData, tenant: string): PolicyStatement[] {
  const { outbox, idempotency, moves } = data.tenants
  const moving = ['Query', 'GetItem', 'PutItem', 'DeleteItem'] as const
  const ofMoves = ['Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'] as const
  return [
    allowKeys(['Query'], data.memberships.tableArn, tenant),
    allowKeys(['Query', 'GetItem'], data.directory.tableArn, tenant),
    allowKeys(moving, [outbox.tableArn, idempotency.tableArn], `${tenant}-*`),
    allowKeys(ofMoves, moves.tableArn, `${tenant}-*`),
  ]
}

const onAudit = ({ tenants }: AppPlaneData, tenant: string): PolicyStatement =>
  allowKeys(['Query'], tenants.audit.tableArn, ...PEOPLE_WRITERS.map((writer) => auditTrail(writer, tenant)))
