import { NewTierBody } from '@tenantry/contracts/control-plane-api/tier-schemas.ts'
import { DEFAULT_TIERS } from '@tenantry/contracts/tiers.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { type ApiOperation, created } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { dayText } from '../cost-records/units.ts'
import { byOperator } from '../operators/operator.ts'
import type { TierCatalogue } from '../tenants/tier-catalogue.ts'
import { tierView } from './tier-view.ts'
import type { WriteTier } from './tier-writes.ts'

export interface Services {
  tiers: Pick<TierCatalogue, 'listed' | 'versionOf'>
  write: WriteTier
  /** Gives the tier's usage plan its limits, if it has one, now or later. */
  applyEdit(name: string): Promise<boolean>
  system: Pick<System, 'now'>
}

/** They are read with their plans in one request of at most 100 items. */
const MOST_TIERS = 50

/** Makes a tier, behind the others. Names that differ in case alone would be taken for one another. */
export const createTier =
  ({ tiers, write, applyEdit, system }: Services): ApiOperation =>
  async (request) => {
    const { entitlements = [], allowances = {}, prices = [], ...values } = parse(NewTierBody, request.body)
    const { name } = values
    const [stored, version] = await Promise.all([tiers.listed(), tiers.versionOf(name)])
    const names = stored ?? DEFAULT_TIERS.map((tier) => tier.name)
    const taken = names.find((one) => one.toLowerCase() === name.toLowerCase())
    if (taken !== undefined) throw new ApiError('CONFLICT', `There is a tier ${taken} already.`, { field: 'name' })
    if (names.length >= MOST_TIERS)
      throw new ApiError('CONFLICT', `There are ${MOST_TIERS} tiers already. Delete one that has no tenants.`)
    const given = { entitlements, allowances, prices }
    const after = { ...values, ...given, state: 'offered' as const, retiredAt: null, version: version + 1 }
    await write({
      name,
      action: 'created',
      before: null,
      after,
      version,
      listing: { before: stored, after: [...names, name] },
      by: byOperator(request),
    })
    // A deleted tier of this name may have left a plan.
    return created(tierView(after, { pending: !(await applyEdit(name)), today: dayText(system.now()) }))
  }
