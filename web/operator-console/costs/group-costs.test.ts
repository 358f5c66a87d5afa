import { expect, test } from 'vitest'
import { exactDollars } from '../../shared/app/dollars.ts'
import { allOf, costsBy, totalOf } from './group-costs.ts'
import { BREAKDOWNS } from './scope.ts'

const [MONDAY, TUESDAY] = ['2026-03-02T00:00:00.000Z', '2026-03-03T00:00:00.000Z']
const COSTS = [
  { tenantId: 'tnt_1', tier: 'Basic', service: 'AmazonDynamoDB', from: MONDAY, cost: '0.100000000000' },
  { tenantId: 'tnt_1', tier: 'Gold', service: 'AWSLambda', from: TUESDAY, cost: '0.200000000001' },
  { tenantId: 'tnt_2', tier: null, service: 'AmazonDynamoDB', from: TUESDAY, cost: '-0.050000000000' },
]
const UNALLOCATED = [
  { service: 'AWSSupport', from: MONDAY, cause: 'noDriver' as const, cost: '1.000000000000' },
  { service: 'AmazonDynamoDB', from: TUESDAY, cause: 'idle' as const, cost: '0.000000000002' },
]

test.each(BREAKDOWNS)('by %s, rows add up to the bill to the picodollar', (by) => {
  expect(exactDollars(totalOf(costsBy(by, COSTS, UNALLOCATED)))).toBe('1.250000000003')
})

test('what nobody bears has a service and a day, and is a row of its own beside tenants and tiers', () => {
  const keys = (by: (typeof BREAKDOWNS)[number]) => costsBy(by, COSTS, UNALLOCATED).map(({ key }) => key)
  expect(keys('tenant')).toEqual(['tnt_1', 'tnt_2', null])
  expect(keys('tier')).toEqual(['Gold', 'Basic', 'No tier', null])
  expect(keys('service')).toEqual(['AWSSupport', 'AWSLambda', 'AmazonDynamoDB'])
  expect(keys('day')).toEqual(['2026-03-02', '2026-03-03'])
  expect(costsBy('tenant', COSTS, []).map(({ key }) => key)).toEqual(['tnt_1', 'tnt_2'])
})

test('the dearest stands first, and a credit last', () => {
  const rows = costsBy('tenant', COSTS, [])
  expect(rows.map((row) => exactDollars(allOf(row)))).toEqual(['0.300000000001', '-0.050000000000'])
})
