import { TierBody } from '@tenantry/contracts/control-plane-api/tier-schemas.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { invalid, parse } from '@tenantry/toolkit/parse.ts'
import { assertFits } from '@tenantry/toolkit/precondition.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { byOperator } from '../operators/operator.ts'
import type { CataloguedTier, TierCatalogue } from '../tenants/tier-catalogue.ts'
import { pricesAfter } from './prices-after.ts'
import { tierView } from './tier-view.ts'
import type { WriteTier } from './tier-writes.ts'

export interface Services {
  tiers: Pick<TierCatalogue, 'find'>
  write: WriteTier
  /** Gives the tier's usage plan its limits, now or later. */
  applyEdit(name: string): Promise<boolean>
  system: Pick<System, 'now'>
}

/**
 * Changes a tier: members that are left out stay as they are. The limits go to the usage plan each time, also when none of them is another
 * one than before: what somebody else did to the plan is put right so. When that must wait, the tier is pending.
 */
export const editTier =
  ({ tiers, write, applyEdit, system }: Services): ApiOperation =>
  async (request) => {
    const { params, body, precondition } = request
    const before = await tiers.find(params.name ?? '')
    if (!before) throw noTier()
    const { name, deployment, pending: _, ...edit } = parse(TierBody, body)
    if ((name ?? before.name) !== before.name) throw invalid('name', 'cannot be changed')
    if ((deployment ?? before.deployment) !== before.deployment) throw invalid('deployment', 'cannot be changed')
    assertFits(precondition, before.name, before.version)
    const at = new Date(system.now()).toISOString()
    const after = edited(before, edit, at)
    const { version } = before
    await write({ name: before.name, action: 'edited', before, after, version, listing: null, by: byOperator(request) })
    return ok(tierView(after, { pending: !(await applyEdit(after.name)), today: at.slice(0, 10) }))
  }

type Edit = { [Key in keyof Omit<CataloguedTier, 'name' | 'version' | 'retiredAt'>]?: CataloguedTier[Key] | undefined }

function edited(before: CataloguedTier, edit: Edit, at: string): CataloguedTier {
  const given = Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined))
  const prices = pricesAfter(before, edit, at.slice(0, 10))
  const after = { ...before, ...given, prices, version: before.version + 1 }
  return { ...after, retiredAt: after.state === 'retired' ? (before.retiredAt ?? at) : null }
}

export const noTier = () => new ApiError('NOT_FOUND', 'There is no such tier.')
