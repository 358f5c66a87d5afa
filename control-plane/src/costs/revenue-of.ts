import { formatDollars } from '@tenantry/attribution/money.ts'
import type { PricedDays } from '@tenantry/contracts/control-plane-api/cost-schemas.ts'
import { type PricedTier, priceOn } from '@tenantry/contracts/tiers.ts'
import { DAY } from '@tenantry/metering/hours.ts'
import { dayText, monthAfter, type Span } from '../cost-records/units.ts'

/** Picodollars of a cent. */
const CENT = 10n ** 10n

export interface Revenue {
  revenue: bigint
  invoice: PricedDays[]
}

/** The days of a month on which a tenant is served, and its tier on each of them. */
export interface ServedDays extends Span {
  tierOn(day: number): string
}

/** What the days of a month bring in: of each, its part of the price that held on it. A month's whole price is not rounded. */
export function revenueOf({ from, to, tierOn }: ServedDays, tiers: ReadonlyMap<string, PricedTier>): Revenue {
  const days = BigInt((monthAfter(from) - Date.parse(`${dayText(from).slice(0, 7)}-01`)) / DAY)
  const periods: { tier: string; from: number; to: number; priceCents: number }[] = []
  for (let day = from; day < to; day += DAY) {
    const tier = tierOn(day)
    const known = tiers.get(tier)
    const priceCents = known ? priceOn(known, dayText(day)) : 0
    const last = periods.at(-1)
    if (last?.tier === tier && last.priceCents === priceCents) last.to = day + DAY
    else periods.push({ tier, from: day, to: day + DAY, priceCents })
  }
  const amounts = periods.map((one) => (BigInt(one.priceCents) * CENT * BigInt((one.to - one.from) / DAY)) / days)
  return {
    revenue: amounts.reduce((sum, amount) => sum + amount, 0n),
    invoice: periods.map((one, n) => ({
      tier: one.tier,
      from: dayText(one.from),
      to: dayText(one.to),
      priceCents: one.priceCents,
      amount: formatDollars(amounts[n] ?? 0n),
    })),
  }
}
