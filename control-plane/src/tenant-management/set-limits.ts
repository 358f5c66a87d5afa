import { LimitsBody } from '@tenantry/contracts/control-plane-api/workflow-schemas.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import type { ApiOperation } from '@tenantry/toolkit/http.ts'
import { invalid, parse } from '@tenantry/toolkit/parse.ts'
import type { Tenant } from '../tenants/tenant.ts'
import type { CataloguedTier } from '../tenants/tier-catalogue.ts'
import { changeLimits, type Services } from './change-limits.ts'
import { findTenant } from './find-tenant.ts'

/** Gives a tenant limits of its own until a time. */
export const setLimits =
  (services: Services): ApiOperation =>
  async (request) => {
    const body = parse(LimitsBody, request.body)
    if (Date.parse(body.until) <= services.system.now()) throw invalid('until', 'must be in the future')
    const tenant = await findTenant(services.tenants, request)
    const tier = await tierOf(services, tenant)
    const { rate = tier.rate, burst = tier.burst, quota = tier.quota, ...own } = body
    return changeLimits(services, request, tenant, { tier, limits: { rate, burst, quota, ...own } })
  }

/** Ends a tenant's own limits before their time. */
export const endLimits =
  (services: Services): ApiOperation =>
  async (request) => {
    const tenant = await findTenant(services.tenants, request)
    if (tenant.limits === null) throw new ApiError('CONFLICT', 'The tenant has no limits of its own.')
    return changeLimits(services, request, tenant, { tier: await tierOf(services, tenant), limits: null })
  }

async function tierOf({ tiers }: Services, { tier: name }: Tenant): Promise<CataloguedTier> {
  const tier = await tiers.find(name)
  if (!tier) throw new Error(`There is no tier ${name}`)
  return tier
}
