import type { Cursors } from '@tenantry/toolkit/cursors.ts'
import { type ApiRequest, type ApiResponse, ok } from '@tenantry/toolkit/http.ts'
import { type Page, readLimit } from '@tenantry/toolkit/pages.ts'
import * as z from 'zod/mini'
import type { OfferedTier, TierCatalogue } from '../tenants/tier-catalogue.ts'

const LIST = ['tiers']
const Position = z.strictObject({ start: z.int().check(z.minimum(0)) })

/** The tiers on offer, in the order of the catalogue. */
export const listTiers =
  ({ tiers, cursors }: { tiers: Pick<TierCatalogue, 'all'>; cursors: Cursors }) =>
  async ({ query }: ApiRequest): Promise<ApiResponse> => {
    const limit = readLimit(query)
    const { start } = query.cursor === undefined ? { start: 0 } : await cursors.decode(LIST, Position, query.cursor)
    const all = await tiers.all()
    const end = start + limit
    const page: Page<OfferedTier> = {
      items: all.slice(start, end),
      nextCursor: end < all.length ? await cursors.encode(LIST, { start: end }) : null,
    }
    return ok(page)
  }
