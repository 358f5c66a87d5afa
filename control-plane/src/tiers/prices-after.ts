import { EVER, type Price, type PricedTier, priceOn } from '@tenantry/contracts/tiers.ts'

interface Edit {
  priceCents?: number | undefined
  prices?: Price[] | undefined
}

/**
 * The prices of a tier after an edit. A price that is not the one that the tier shows holds from today on, and those before stay in the list: what has been used
 * until then is not priced anew.
 */
export function pricesAfter(before: PricedTier, { priceCents, prices = before.prices }: Edit, today: string): Price[] {
  const shown = priceOn(before, today)
  if (priceCents === undefined || priceCents === shown) return prices
  const known = prices.length > 0 ? prices : [{ from: EVER, priceCents: shown }]
  return [...known.filter(({ from }) => from !== today), { from: today, priceCents }].sort((a, b) =>
    a.from < b.from ? -1 : 1,
  )
}
