import { TenantName } from '@tenantry/contracts/control-plane-api/schemas.ts'
import type { Deployment } from '@tenantry/contracts/deployment.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { type ApiRequest, type ApiResponse, ok } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
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
  tenants: Pick<TenantStore, 'tenant' | 'tenantIdOf'>
  pool: Pool
}

/** Where a tenant's people sign in, by the tenant's name in any case. A tenant that was never active is not found. People of a suspended tenant sign in, and see why they cannot go on. */
export const getTenantConfig =
  ({ tenants, pool }: Services) =>
  async ({ query }: ApiRequest): Promise<ApiResponse> => {
    const name = parse(TenantName, query.name, 'name')
    const tenantId = await tenants.tenantIdOf(name)
    const tenant = tenantId === null ? null : await tenants.tenant(tenantId)
    if (tenant?.status !== 'active' && tenant?.status !== 'suspended')
      throw new ApiError('NOT_FOUND', 'There is no tenant of this name.')
    return ok({ tenantId: tenant.tenantId, name: tenant.name, ...locationOf(tenant.deployment, pool) })
  }

/** A silo has an API and, for tenants born in it, a user pool of its own. */
function locationOf(deployment: Deployment, pool: Pool): Pool {
  if (deployment.kind === 'pool') return pool
  const { apiUrl, userPoolId, clientId } = deployment
  return { ...pool, apiUrl, userPoolId, clientId }
}
