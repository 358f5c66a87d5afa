import { ChangeTierBody } from '@tenantry/contracts/control-plane-api/workflow-schemas.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { type ApiOperation, type ApiRequest, type ApiResponse, accepted } from '@tenantry/toolkit/http.ts'
import { invalid, parse } from '@tenantry/toolkit/parse.ts'
import { changeInput } from '../lifecycle/change-tier/change-input.ts'
import type { Tenant } from '../tenants/tenant.ts'
import type { CataloguedTier } from '../tenants/tier-catalogue.ts'
import { changeLimits, type Services } from './change-limits.ts'
import { findTenant } from './find-tenant.ts'
import { startWork } from './start-work.ts'
import { tooMuch } from './too-much.ts'

/** Changes a tenant's tier. One that is served in the same place gets another key; another place is another kind of work. */
export const changeTier =
  (services: Services): ApiOperation =>
  async (request) => {
    const { tier: name, force = false } = parse(ChangeTierBody, request.body)
    const tenant = await findTenant(services.tenants, request)
    const tier = await services.tiers.find(name)
    if (tier?.state !== 'offered') throw invalid('tier', 'is not a tier on offer: GET /tiers lists them')
    if (tenant.tier === tier.name && tenant.limits === null)
      throw new ApiError('CONFLICT', `The tenant is of the tier ${tier.name} already.`, { field: 'tier' })
    if (!force) await assertFits(services, tenant, tier)
    return tier.deployment === tenant.deployment.kind
      ? changeLimits(services, request, tenant, { tier, limits: null })
      : moveTenant(services, request, tenant, tier)
  }

async function assertFits(services: Services, tenant: Tenant, tier: CataloguedTier): Promise<void> {
  const found = await tooMuch(services, tenant, tier)
  if (found.length === 0) return
  const message = `${tier.name} is too small for the tenant: ${found.join('; ')}. Send force to change all the same.`
  throw new ApiError('TIER_TOO_SMALL', message, { field: 'tier' })
}

/** Starts the move of a tenant whose new tier is served in another kind of place. */
async function moveTenant(
  services: Services,
  request: ApiRequest,
  tenant: Tenant,
  tier: CataloguedTier,
): Promise<ApiResponse> {
  if (tenant.deployment.kind === 'silo' && tenant.deployment.identity === 'own')
    throw new ApiError(
      'TIER_UNAVAILABLE',
      'The people of this tenant have a user pool of their own, in its silo, and cannot come along.',
      { field: 'tier' },
    )
  const change = changeInput(tenant, { tier: tier.name, limits: null })
  if (!change) throw new ApiError('CONFLICT', `The tenant is ${tenant.status}, which does not allow this.`)
  const input = { ...change, to: tier.deployment }
  const { workflowId } = await startWork(services, request, tenant, { kind: 'move', input })
  return accepted({ workflowId })
}
