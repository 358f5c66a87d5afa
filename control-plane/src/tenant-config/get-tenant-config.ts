import { TenantName } from '@tenantry/contracts/control-plane-api/tenant-name-schemas.ts'
import { siloApiUrl } from '@tenantry/contracts/deployment.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { type ApiRequest, type ApiResponse, ok } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import type { Claim } from '../tenants/name-claims.ts'
import { isServed, type Tenant } from '../tenants/tenant.ts'
import type { TenantStore } from '../tenants/tenant-store.ts'

/** Where the tenants of the pool sign in and are served. */
export interface Pool {
  apiUrl: string
  userPoolId: string
  clientId: string
  userPoolEndpoint: string
  region: string
}

export interface Services {
  tenants: Pick<TenantStore, 'tenant' | 'claimOf'>
  pool: Pool
}

/** Where a tenant's people sign in, by the tenant's name in any case; or by one that it had, which then leads to the name that it has. A tenant that was never active is not found. People of a suspended tenant sign in, and see why they cannot go on. */
export const getTenantConfig =
  ({ tenants, pool }: Services) =>
  async ({ query }: ApiRequest): Promise<ApiResponse> => {
    const name = parse(TenantName, query.name, 'name')
    const claim = await tenants.claimOf(name)
    const tenant = claim && (await tenants.tenant(claim.tenantId))
    if (!tenant || !isServed(tenant)) throw new ApiError('NOT_FOUND', 'There is no tenant of this name.')
    return ok({
      tenantId: tenant.tenantId,
      name: tenant.name,
      ...(isFormer(claim) && { renamedFrom: claim.name }),
      ...locationOf(tenant, pool),
    })
  }

const isFormer = (claim: Claim | null): claim is Claim => claim?.expiresAt !== undefined

/** A silo has an API and, for tenants born in it, a user pool of its own. */
function locationOf({ tenantId, deployment }: Tenant, pool: Pool): Pool {
  if (deployment.kind === 'pool') return pool
  const { userPoolId, clientId } = deployment
  return { ...pool, apiUrl: siloApiUrl(pool.apiUrl, tenantId, deployment.apiUrl), userPoolId, clientId }
}
