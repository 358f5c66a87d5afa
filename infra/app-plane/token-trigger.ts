import { Env } from '@tenantry/app-plane/token-trigger/env.ts'
import { AUDIT_EVENT } from '@tenantry/contracts/audit.ts'
import type { PEOPLE_EVENTS } from '@tenantry/contracts/events.ts'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { ILayerVersion, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAudit } from '../foundation/audit-table.ts'
import { mayQueryIndex, mayUpdateAttributes } from '../foundation/item-rights.ts'
import { mayPublish } from '../foundation/may-publish.ts'
import { microservice } from '../foundation/microservice.ts'
import { EVENT_BUS_NAME } from '../names.ts'
import { announcesPeople } from './announces-people.ts'
import type { AppPlaneData } from './data.ts'
import { mayReadTenants, newsSource, type Place, roleOf, tenantsOf } from './place.ts'

/** An accepted invitation is a membership that changed, and is recorded. */
const ACCEPTED = ['sbt_aws_tenantUserCreated', AUDIT_EVENT] as const satisfies (typeof PEOPLE_EVENTS)[number][]

/** Puts the tenant into access tokens, after the membership was checked; accepts an invitation when its person signs in to that tenant. */
export function tokenTrigger(
  scope: Construct,
  { place, layer, data, bus }: { place: Place; layer: ILayerVersion; data: AppPlaneData; bus: IEventBus },
): LambdaFunction {
  const fn = microservice(scope, 'TokenTrigger', {
    entry: 'app-plane/token-trigger',
    description: 'Cognito PreTokenGeneration: names the tenant in the access token',
    layer,
    role: roleOf(place, 'people', scope, 'TokenTrigger'),
    env: Env,
    environment: {
      MEMBERSHIPS_TABLE: data.memberships.tableName,
      OUTBOX_TABLE: data.tenants.outbox.tableName,
      AUDIT_TABLE: data.tenants.audit.tableName,
      DIRECTORY_TABLE: data.directory.tableName,
      EVENT_BUS_NAME,
      NEWS_SOURCE: newsSource(place),
    },
  })
  mayReadTenants(fn, data.memberships, place)
  // That an invitation was accepted, that somebody came, and no role or state: whoever takes this function over appoints nobody and brings nobody back.
  mayUpdateAttributes(fn, data.memberships, {
    attributes: ['tenantId', 'userId', 'acceptedAt', 'signedInAt'],
    keys: place.kind === 'pool' ? null : [place.tenantId],
  })
  mayQueryIndex(fn, data.memberships, 'byUser')
  // Whoever is asked before they accept is told since when the tenant exists.
  mayReadTenants(fn, data.directory, place)
  // An accepted invitation is published through the outbox.
  mayAudit(fn, data.tenants.audit, 'token-trigger', tenantsOf(place))
  announcesPeople(fn, data.tenants, ACCEPTED, place)
  mayPublish(fn, bus, { source: newsSource(place), types: ACCEPTED })
  return fn
}
