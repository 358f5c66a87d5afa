import { DEFAULT_TIERS } from '@tenantry/contracts/tiers.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { type ApiOperation, noContent } from '@tenantry/toolkit/http.ts'
import { assertFits } from '@tenantry/toolkit/precondition.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { byOperator } from '../operators/operator.ts'
import type { CountTenants } from '../tenants/tenant-counts.ts'
import type { CataloguedTier, TierCatalogue } from '../tenants/tier-catalogue.ts'
import { noTier } from './edit-tier.ts'
import type { WriteTier } from './tier-writes.ts'

export interface Services {
  tiers: Pick<TierCatalogue, 'find' | 'listed'>
  write: WriteTier
  countTenants: CountTenants
  system: Pick<System, 'now'>
}

/**
 * So long after a tier was retired no sign-up and no change of tier that had read it before is still under way, and the list of tenants, which
 * lags, has all that came.
 */
const SETTLED_MS = 3_600_000

/** Retires a tier, or deletes one that was retired and that nobody has. */
export const retireTier =
  (services: Services): ApiOperation =>
  async (request) => {
    const { tiers, write, system } = services
    const before = await tiers.find(request.params.name ?? '')
    if (!before) throw noTier()
    assertFits(request.precondition, before.name, before.version)
    const { name, version } = before
    const change = { name, before, version, by: byOperator(request) }
    if (before.state === 'offered') {
      const retiredAt = new Date(system.now()).toISOString()
      const after: CataloguedTier = { ...before, state: 'retired', retiredAt, version: version + 1 }
      await write({ ...change, action: 'retired', after, listing: null })
      return noContent()
    }
    await assertNobodyHas(services, before)
    const stored = await tiers.listed()
    const names = stored ?? DEFAULT_TIERS.map((tier) => tier.name)
    const listing = { before: stored, after: names.filter((one) => one !== name) }
    await write({ ...change, action: 'deleted', after: null, listing })
    return noContent()
  }

async function assertNobodyHas(
  { countTenants, system }: Pick<Services, 'countTenants' | 'system'>,
  { name, retiredAt }: CataloguedTier,
): Promise<void> {
  if (retiredAt === null || Date.parse(retiredAt) + SETTLED_MS > system.now())
    throw new ApiError('CONFLICT', `${name} is retired. It can be deleted when it has been so for an hour.`)
  const counts = await countTenants()
  const tenants = counts
    .filter(({ tier, status }) => tier === name && status !== 'deleted')
    .reduce((sum, { count }) => sum + count, 0)
  if (tenants > 0)
    throw new ApiError('CONFLICT', `${name} is retired, and still has tenants: ${tenants}. It can be deleted without.`)
}
