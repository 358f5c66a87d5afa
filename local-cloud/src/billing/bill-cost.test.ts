import fc from 'fast-check'
import { expect, test } from 'vitest'
import { costOf } from './bill-cost.ts'
import { monthOf } from './month.ts'
import { countedPerUnit, METERED, PRICE_LIST } from './price-list.ts'

const prices = Object.entries(PRICE_LIST.prices)

test.each(prices)('%s says what it costs, how it is counted, and which page of AWS says so', (_, price) => {
  expect(price.price).toMatch(/^\d+\.\d{1,12}$/)
  expect(METERED).toContain(price.metered)
  expect(price.source).toMatch(/^https:\/\/aws\.amazon\.com\/[a-z0-9/-]+pricing\//)
  expect(Object.values(price).filter((value) => typeof value !== 'string')).toEqual([])
})

test('no two prices are of one usage type of a service: a bill would add them up', () => {
  const types = prices.map(([, { service, usageType }]) => `${service} ${usageType}`)
  expect(new Set(types).size).toBe(types.length)
  expect(PRICE_LIST.date).toMatch(/^\d{4}-\d\d-\d\d$/)
})

test.each([
  [30.5, 'count', '0.000000125', '0.000003812500'],
  [1024 * 1000, 'megabyteMilliseconds', '0.0000133334', '0.000013333400'],
  [2 ** 30, 'bytes', '0.50', '0.500000000000'],
  [1, 'monthHours', '0.10', '0.000134408602'],
  [0.5, 'count', '0.000000000001', '0.000000000001'],
] as const)('%d %s at %s cost %s', (amount, metered, price, cost) => {
  expect(costOf(amount, countedPerUnit(metered, 744), price)).toBe(cost)
})

test('a cost is to the nearest picodollar of the exact one, and a double of its text is that cost', () => {
  const amount = fc.integer({ min: 0, max: 2 ** 40 }).map((halves) => halves / 2)
  fc.assert(
    fc.property(amount, fc.constantFrom(...prices), (used, [, { metered, price }]) => {
      const perUnit = countedPerUnit(metered, monthOf(Date.UTC(2026, 1, 3)).hours)
      const text = costOf(used, perUnit, price)
      const exact = (used / perUnit) * Number(price)
      expect(Math.abs(Number(text) - exact)).toBeLessThanOrEqual(0.5e-12 + exact * 1e-15)
      if (exact < 1000) expect(Number(text).toFixed(12)).toBe(text)
    }),
  )
})
