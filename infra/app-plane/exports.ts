import { Env } from '@tenantry/app-plane/exports/env.ts'
import { AUDIT_EVENT } from '@tenantry/contracts/audit.ts'
import { TENANT_REQUEST } from '@tenantry/contracts/tenant-request.ts'
import type { IEventBus } from 'aws-cdk-lib/aws-events'
import type { ILayerVersion, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { mayAudit } from '../foundation/audit-table.ts'
import { mayPublish } from '../foundation/may-publish.ts'
import { microservice } from '../foundation/microservice.ts'
import { EVENT_BUS_NAME } from '../names.ts'
import { announcesPeople } from './announces-people.ts'
import type { AppPlaneData } from './data.ts'
import { reachesFiles } from './exports-bucket.ts'
import { newsSource, type Place, roleOf, tenantsOf } from './place.ts'
import { tenantRights } from './tenant-rights.ts'

const ASKS = [AUDIT_EVENT, TENANT_REQUEST] as const

/** Exports as the admins of a tenant see them. A link is signed by whoever makes it: by a session that reads the files of that tenant alone, or by its silo. */
export function exports(
  scope: Construct,
  { place, layer, data, bus }: { place: Place; layer: ILayerVersion; data: AppPlaneData; bus: IEventBus },
): LambdaFunction {
  const { audit, idempotency, outbox } = data.tenants
  const role = roleOf(place, 'exports', scope, 'ExportsApi')
  const files = reachesFiles(scope, 'ExportsApiFiles', place, {
    description: 'Reads the exports of one tenant, for sessions tagged with a TenantId',
    assumedBy: role,
    bucket: data.exports,
    actions: ['s3:GetObject'],
  })
  const fn = microservice(scope, 'ExportsApi', {
    entry: 'app-plane/exports',
    description: 'Exports of a tenant',
    layer,
    role,
    env: Env,
    environment: {
      EXPORTS_BUCKET: data.exports.bucketName,
      FILES_ROLE_ARN: files,
      OUTBOX_TABLE: outbox.tableName,
      AUDIT_TABLE: audit.tableName,
      IDEMPOTENCY_TABLE: idempotency.tableName,
      EVENT_BUS_NAME,
      NEWS_SOURCE: newsSource(place),
    },
  })
  mayAudit(fn, audit, 'exports', tenantsOf(place))
  announcesPeople(fn, data.tenants, ASKS, place)
  mayPublish(fn, bus, { source: newsSource(place), types: ASKS })
  if (place.kind === 'silo') {
    // In the pool the caller's session keeps answers.
    const keepsAnswers = tenantRights(place.tenantId, { tables: data.tenants, needs: [], answers: 'people' })
    for (const right of keepsAnswers) role.addToPrincipalPolicy(right)
  }
  return fn
}
