import { SILO_PREFIX } from '@tenantry/contracts/deployment.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import * as z from 'zod/mini'
import type { TenantReader } from '../tenants/tenant-reader.ts'
import { queryItems } from '../usage-records/query-items.ts'

/** Everything in a silo is named after its stack, which is named after its tenant. */
const IN_SILO = new RegExp(`(?:^|[:/])${SILO_PREFIX}([a-z0-9]{12})(?=[-/:]|$)`)
/** But an API has an id of API Gateway's. `arn:aws:apigateway:us-east-1::/restapis/abc123/stages/silo` */
const REST_API = /\/restapis\/([a-z0-9]+)(?:\/|$)/

const APIS = 'silo-apis'
const ApiItem = z.object({ sk: z.string(), tenantId: z.string() })

export interface SiloServices {
  costs: Pick<Table, 'put' | 'query'>
  tenants: Pick<TenantReader, 'tenant'>
}

export interface SiloOwners {
  /** Undefined for a resource that no tenant has for itself. */
  ownerOf(resource: string): string | undefined
  /** The tier of each tenant that owns anything, as it is now. */
  tiers: Map<string, string>
}

/**
 * Whose silo's some resources are. By which API a silo is reached is noted when a bill first has both: when the silo is gone, its tenant's record no longer
 * says it, and its bill may still come.
 */
export async function siloOwners(
  { costs, tenants }: SiloServices,
  resources: ReadonlySet<string>,
): Promise<SiloOwners> {
  const apis = new Map(
    (await queryItems(costs, { pk: APIS, first: ' ', last: '~' }))
      .map((item) => z.parse(ApiItem, item))
      .map(({ sk, tenantId }) => [sk, tenantId]),
  )
  const tiers = new Map<string, string>()
  const named = new Set([...resources].flatMap((resource) => IN_SILO.exec(resource)?.[1] ?? []))
  for (const tenantId of named) {
    const tenant = await tenants.tenant(tenantId)
    if (!tenant) continue
    tiers.set(tenantId, tenant.tier)
    const apiId = tenant.deployment.kind === 'silo' ? tenant.deployment.apiId : undefined
    if (apiId === undefined || apis.has(apiId)) continue
    await costs.put({ pk: APIS, sk: apiId, tenantId })
    apis.set(apiId, tenantId)
  }
  return {
    ownerOf: (resource) => IN_SILO.exec(resource)?.[1] ?? apis.get(REST_API.exec(resource)?.[1] ?? ''),
    tiers,
  }
}
