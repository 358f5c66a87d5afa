import type { CostsView } from '@tenantry/contracts/control-plane-api/cost-schemas.ts'

/** Costs that were read to their end, or to where a page stops adding up. */
export interface ReadCosts extends Omit<CostsView, 'nextCursor'> {
  isWhole: boolean
}

type FetchPage = (page: { limit: number; cursor?: string | undefined }) => Promise<CostsView>

/** Figures of one answer, and at most of a page: 50 requests, and some megabytes. */
export const LIMIT = 1_000
export const MOST_FIGURES = 50_000

/** Reads costs page by page: sums are right only of all of them. */
export async function readCosts(fetchPage: FetchPage, most = MOST_FIGURES): Promise<ReadCosts> {
  const first = await fetchPage({ limit: LIMIT })
  const items = [...first.items]
  let cursor = first.nextCursor
  while (cursor !== null && items.length < most) {
    const page = await fetchPage({ limit: LIMIT, cursor })
    items.push(...page.items)
    cursor = page.nextCursor
  }
  const { runVersion, billTotal, unallocated } = first
  return { runVersion, billTotal, unallocated, items, isWhole: cursor === null }
}
