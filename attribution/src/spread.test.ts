import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Attribution } from './attribute.ts'
import { type SpreadRule, spread } from './spread.ts'

const attributionOf = (unallocated: bigint, direct: Record<string, bigint>): Attribution => ({
  total: Object.values(direct).reduce((sum, cost) => sum + cost, unallocated),
  unallocated,
  byTenant: new Map(Object.entries(direct)),
  byService: new Map(),
})
const sharedBy = (rule: SpreadRule, unallocated: bigint, direct: Record<string, bigint>) =>
  Object.fromEntries(spread(attributionOf(unallocated, direct), rule).shared)

test('unallocated is spread evenly, in proportion to direct cost, or by fixed weights', () => {
  const direct = { a: 30n, b: 10n }
  expect(sharedBy('even', 11n, direct)).toEqual({ a: 6n, b: 5n })
  expect(sharedBy('proportional', -40n, direct)).toEqual({ a: -30n, b: -10n })
  const fixed = new Map([
    ['b', { digits: 5n, scale: 1 }],
    ['c', { digits: 1n, scale: 0 }],
  ])
  expect(sharedBy(fixed, 30n, direct)).toEqual({ b: 10n, c: 20n })
  expect(sharedBy('proportional', 9n, { credited: -5n, a: 1n })).toEqual({ a: 9n, credited: 0n })
})

test('without anybody to bear it, unallocated stays so', () => {
  expect(spread(attributionOf(7n, {}), 'even')).toEqual({ shared: new Map(), unspread: 7n })
  expect(spread(attributionOf(7n, { a: -1n }), 'proportional')).toEqual({ shared: new Map(), unspread: 7n })
})

test('direct and shared cost add up to the bill, and direct cost stays as it was', () => {
  const costs = fc.dictionary(fc.string(), fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), {
    noNullPrototype: true,
  })
  const rule = fc.constantFrom<SpreadRule[]>(
    'even',
    'proportional',
    new Map([
      ['x', { digits: 3n, scale: 0 }],
      ['y', { digits: 7n, scale: 2 }],
    ]),
  )
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), costs, rule, (unallocated, direct, rule) => {
      const attribution = attributionOf(unallocated, direct)
      const before = new Map(attribution.byTenant)
      const { shared, unspread } = spread(attribution, rule)
      expect([...shared.values()].reduce((sum, cost) => sum + cost, unspread)).toBe(unallocated)
      expect(attribution.byTenant).toEqual(before)
      expect(attribution.unallocated).toBe(unallocated)
    }),
  )
})
