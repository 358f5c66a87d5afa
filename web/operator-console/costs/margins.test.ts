import { expect, test } from 'vitest'
import { marginOf, totalMargin } from './margins.ts'

const view = (tenantId: string, revenue: number, direct: number, shared: number) => ({
  tenantId,
  tier: 'Basic',
  revenue: `${revenue}.000000000000`,
  invoice: [],
  direct: `${direct}.000000000000`,
  shared: `${shared}.000000000000`,
  margin: `${revenue - direct - shared}.000000000000`,
})

test('margins of tenants add up to that of all: revenue less what was used and shared', () => {
  const margins = [view('b', 0, 3, 4), view('c', 5, 6, 0), view('a', 49, 1, 2)].map(marginOf)
  const { revenue, direct, shared, margin } = totalMargin(margins)
  expect(margin).toBe(revenue - direct - shared)
  expect(margin).toBe(38n * 10n ** 12n)
})
