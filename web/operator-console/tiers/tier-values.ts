import { NewTierBody } from '@tenantry/contracts/control-plane-api/tier-schemas.ts'
import { EVER, priceOn } from '@tenantry/contracts/tiers.ts'
import * as z from 'zod/mini'
import type { Tier } from '../models.ts'

/** The members of a tier that are numbers. */
export const NUMBERS = ['rate', 'burst', 'quota', 'shards'] as const
export type NumberField = (typeof NUMBERS)[number]

/** A price in dollars and cents, and the day from which it holds. */
export interface PriceValue {
  from: string
  price: string
}

/** A tier as its form has it. */
export type TierValues = Record<NumberField, string> & {
  name: string
  deployment: Tier['deployment']
  approval: boolean
  prices: PriceValue[]
  entitlements: string[]
  /** Maxima by their keys, as they are typed. */
  allowances: [key: string, most: string][]
}

export const EMPTY_TIER: TierValues = {
  name: '',
  deployment: 'pool',
  rate: '',
  burst: '',
  quota: '',
  shards: '1',
  prices: [{ from: EVER, price: '' }],
  approval: false,
  entitlements: [],
  allowances: [],
}

export const valuesOf = ({ name, deployment, approval, entitlements, allowances, ...tier }: Tier): TierValues => ({
  name,
  deployment,
  rate: String(tier.rate),
  burst: String(tier.burst),
  quota: String(tier.quota),
  shards: String(tier.shards),
  prices: (tier.prices.length > 0 ? tier.prices : [{ from: EVER, priceCents: tier.priceCents }]).map(
    ({ from, priceCents }) => ({ from, price: (priceCents / 100).toFixed(priceCents % 100 === 0 ? 0 : 2) }),
  ),
  approval,
  entitlements,
  allowances: Object.entries(allowances).map(([key, most]) => [key, String(most)]),
})

/** What the API takes, or which fields are wrong. A price that has always held needs no list. */
export function parseTier(values: TierValues, today: string) {
  const { name, deployment, approval, entitlements, allowances } = values
  const prices = values.prices
    .map(({ from, price }) => ({ from, priceCents: centsOf(price) }))
    .sort((a, b) => (a.from < b.from ? -1 : 1))
  const isOne = prices.length === 1 && prices[0]?.from === EVER
  const parsed = z.safeParse(NewTierBody, {
    name: name.trim(),
    deployment,
    approval,
    entitlements,
    allowances: Object.fromEntries(allowances.map(([key, most]) => [key, numberOf(most)])),
    rate: numberOf(values.rate),
    burst: numberOf(values.burst),
    quota: numberOf(values.quota),
    shards: numberOf(values.shards),
    priceCents: priceOn({ priceCents: Number.NaN, prices }, today),
    prices: isOne ? [] : prices,
  })
  const wrong = new Set((parsed.error?.issues ?? []).map(({ path: [field] }) => fieldNamed(String(field))))
  return { body: parsed.data, wrong }
}

/** The field of the form for a member of the API. */
export const fieldNamed = (member: string): string => (member === 'priceCents' ? 'prices' : member)

const numberOf = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))

/** Cents of an amount with at most two decimals. */
function centsOf(text: string): number {
  const [, dollars, cents = ''] = /^(\d{1,7})(?:[.,](\d{1,2}))?$/.exec(text.trim()) ?? []
  return dollars === undefined ? Number.NaN : Number(dollars) * 100 + Number(cents.padEnd(2, '0'))
}
