import { expect, test } from 'vitest'
import * as urls from '../urls.ts'
import { breakdownsOf, detailsOf, narrowedTo, type Scope, unallocatedDetailsOf } from './scope.ts'

const WEEK = { from: '2026-03-02T00:00:00.000Z', to: '2026-03-09T00:00:00.000Z' }
const TUESDAY = { from: '2026-03-03T00:00:00.000Z', to: '2026-03-04T00:00:00.000Z' }
const LINES = urls.costLines({ day: '2026-03-03', service: 'AmazonDynamoDB', tenantId: 'tnt_1' })

test.each([
  ['tenant, service, day', ['tenant', 'tnt_1', 'service', 'AmazonDynamoDB', 'day', '2026-03-03']],
  ['day, service, tenant', ['day', '2026-03-03', 'service', 'AmazonDynamoDB', 'tenant', 'tnt_1']],
  ['service, tenant, day', ['service', 'AmazonDynamoDB', 'tenant', 'tnt_1', 'day', '2026-03-03']],
] as const)('whatever a figure is narrowed by first, it ends at the lines of the bill: %s', (_, steps) => {
  const [first, a, second, b, third, c] = steps
  const twice = narrowedTo(narrowedTo(WEEK, first, a), second, b)
  expect(detailsOf(twice)).toMatch(/^\/costs\?/)
  expect(detailsOf(narrowedTo(twice, third, c))).toBe(LINES)
})

test('a tier is broken down to its tenants, and only by what is open', () => {
  const gold = narrowedTo(WEEK, 'tier', 'Gold')
  expect(detailsOf(gold)).toBe(urls.costs({ ...WEEK, tier: 'Gold' }, 'tenant'))
  expect(breakdownsOf(gold)).toEqual(['tenant', 'service', 'day'])
  expect(breakdownsOf(narrowedTo(gold, 'tenant', 'tnt_1'))).toEqual(['service', 'day'])
})

test('what nobody bears leads to its causes, and of one service and day to its lines', () => {
  const all: Scope = { ...WEEK, service: 'AmazonDynamoDB' }
  expect(unallocatedDetailsOf(all)).toBe(urls.unallocatedCosts(all))
  expect(unallocatedDetailsOf({ ...all, ...TUESDAY })).toBe(
    urls.costLines({ day: '2026-03-03', service: 'AmazonDynamoDB' }),
  )
})
