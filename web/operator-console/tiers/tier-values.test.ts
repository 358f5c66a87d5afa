import { EVER } from '@tenantry/contracts/tiers.ts'
import { expect, test } from 'vitest'
import { EMPTY_TIER, parseTier, type TierValues, valuesOf } from './tier-values.ts'

const TODAY = '2026-03-09'
const parse = (values: TierValues) => parseTier(values, TODAY)
const always = (price: string) => [{ from: EVER, price }]

const GOLD: TierValues = {
  ...EMPTY_TIER,
  name: 'Gold',
  rate: '20.5',
  burst: '40',
  quota: '1000',
  shards: '2',
  prices: [{ from: EVER, price: '19.9' }],
  entitlements: ['own-reports'],
  allowances: [['reports', '20']],
}

test('what is typed becomes what the API takes, money in cents without rounding', () => {
  expect(parse(GOLD).body).toMatchObject({ rate: 20.5, burst: 40, quota: 1000, shards: 2, priceCents: 1990 })
  for (const [price, priceCents] of [
    ['0', 0],
    ['1.01', 101],
    ['4.35', 435],
    ['199,05', 19_905],
  ] as const)
    expect(parse({ ...GOLD, prices: always(price) }).body?.priceCents).toBe(priceCents)
})

test('a form says which of its fields are wrong', () => {
  expect(parse(EMPTY_TIER).wrong).toEqual(new Set(['name', 'rate', 'burst', 'quota', 'prices']))
  expect(parse({ ...GOLD, prices: always('1.999') }).wrong).toEqual(new Set(['prices']))
  expect(parse({ ...GOLD, allowances: [['reports', '']] }).wrong).toEqual(new Set(['allowances']))
  expect(parse({ ...GOLD, shards: '1.5', burst: '-1' }).wrong).toEqual(new Set(['shards', 'burst']))
})

test('a tier that is opened and saved as it is stays what it is', () => {
  const body = {
    name: 'Basic',
    deployment: 'pool' as const,
    rate: 50,
    burst: 100,
    quota: 1_000_000,
    shards: 1,
    approval: true,
    priceCents: 4905,
    prices: [] as { from: string; priceCents: number }[],
    entitlements: ['own-reports'],
    allowances: { reports: 20 },
  }
  const later = [
    { from: EVER, priceCents: 3900 },
    { from: TODAY, priceCents: 4905 },
    { from: '2027-01-01', priceCents: 5900 },
  ]
  for (const prices of [[], later])
    expect(parse(valuesOf({ ...body, prices, state: 'offered', pending: false, version: 3 })).body).toEqual({
      ...body,
      prices,
    })
})

test('prices are sorted by their days, each has one of its own, and the one of today is the price', () => {
  const dearer = { from: '2026-02-01', price: '29' }
  const { body } = parse({ ...GOLD, prices: [dearer, ...always('19.9')] })
  expect(body).toMatchObject({ priceCents: 2900, prices: [{ from: EVER, priceCents: 1990 }, { priceCents: 2900 }] })
  expect(parse({ ...GOLD, prices: [...always('1'), dearer, dearer] }).wrong).toEqual(new Set(['prices']))
  expect(parse({ ...GOLD, prices: [...always('1'), { from: '', price: '2' }] }).wrong).toEqual(new Set(['prices']))
})
