import { TierFilter, type TierView } from '@tenantry/contracts/control-plane-api/tier-schemas.ts'
import type { Cursors } from '@tenantry/toolkit/cursors.ts'
import { type ApiRequest, type ApiResponse, ok } from '@tenantry/toolkit/http.ts'
import { type Page, readLimit } from '@tenantry/toolkit/pages.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import * as z from 'zod/mini'
import { dayText } from '../cost-records/units.ts'
import type { CataloguedTier, TierCatalogue } from '../tenants/tier-catalogue.ts'
import { tierView } from './tier-view.ts'

export interface Services {
  tiers: Pick<TierCatalogue, 'all'>
  /** The names of those whose limits do not hold yet. */
  pendingTiers(tiers: CataloguedTier[]): Promise<Set<string>>
  cursors: Cursors
  system: Pick<System, 'now'>
}

const Position = z.strictObject({ start: z.int().check(z.minimum(0)) })

/** Tiers in the order of the catalogue. */
export const listTiers =
  ({ tiers, pendingTiers, cursors, system }: Services) =>
  async ({ query }: ApiRequest): Promise<ApiResponse> => {
    const { limit: _limit, cursor, ...filter } = query
    const { state = 'offered' } = parse(TierFilter, filter)
    // As it was asked: a cursor goes on with the very list that gave it.
    const list = ['tiers', filter.state ?? '']
    const limit = readLimit(query)
    const { start } = cursor === undefined ? { start: 0 } : await cursors.decode(list, Position, cursor)
    const all = (await tiers.all()).filter((tier) => state === 'all' || tier.state === state)
    const end = start + limit
    const shown = all.slice(start, end)
    const pending = await pendingTiers(shown)
    const page: Page<z.infer<typeof TierView>> = {
      items: shown.map((tier) => tierView(tier, { pending: pending.has(tier.name), today: dayText(system.now()) })),
      nextCursor: end < all.length ? await cursors.encode(list, { start: end }) : null,
    }
    return ok(page)
  }
