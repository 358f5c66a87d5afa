import { expect, test } from 'vitest'
import { attribute } from '../attribute.ts'
import type { BillLine } from '../bill/bill-line.ts'
import type { UsageRow } from '../properties/inputs.ts'
import { plain, usageOf } from '../properties/run.ts'
import { timeOf } from '../time.ts'

const DOLLAR = 10n ** 12n
const LINE: BillLine = {
  start: timeOf('2026-01-01T00:00:00Z'),
  end: timeOf('2026-01-01T01:00:00Z'),
  service: 'AmazonDynamoDB',
  account: '42',
  region: 'eu-west-1',
  driver: 'ddbReadUnits',
  cost: DOLLAR,
}
const units = (digits: bigint, scale = 0) => ({ digits, scale })

const used = (subject: string | null, ddbReadUnits: string): UsageRow => ({
  id: `${subject}`,
  source: 's',
  subject,
  time: '2026-01-01T00:30:00Z',
  usage: { ddbReadUnits },
})
const attributed = async (lines: BillLine[], usage: UsageRow[], policy?: 'metered') =>
  attribute(lines, await usageOf(usage, lines), policy)

test('half a read unit counts as half', async () => {
  const result = await attributed([{ ...LINE, quantity: units(2n) }], [used('a', '0.5'), used('b', '1')])
  expect(plain(result)).toMatchObject({ byTenant: { a: DOLLAR / 4n, b: DOLLAR / 2n }, unallocated: DOLLAR / 4n })
})

test('the quantities of lines with one driver, account, Region and interval count together, and others do not', async () => {
  const usage = [used('a', '10')]
  const part = (quantity: bigint, more: Partial<BillLine> = {}) => ({ ...LINE, quantity: units(quantity), ...more })
  const shareOf = async (...others: BillLine[]) =>
    (await attributed([part(10n, { service: 'S' }), ...others], usage)).byService.get('S')
  expect((await shareOf())?.tenants.get('a')).toBe(DOLLAR)
  expect((await shareOf(part(30n)))?.tenants.get('a')).toBe(DOLLAR / 4n)
  for (const other of [
    part(30n, { account: '43' }),
    part(30n, { region: 'us-east-1' }),
    part(30n, { driver: 'ddbWriteUnits' }),
    part(30n, { end: LINE.end + 1 }),
    part(30n, { driver: null }),
  ]) {
    expect((await shareOf(other))?.tenants.get('a')).toBe(DOLLAR)
  }
})

test('a line without a quantity is shared as the others of its driver are: a credit takes back what was paid', async () => {
  const usage = [used('a', '30')]
  const { byTenant, unallocated } = await attributed(
    [
      { ...LINE, quantity: units(40n) },
      { ...LINE, cost: -DOLLAR },
    ],
    usage,
  )
  expect([byTenant.get('a'), unallocated]).toEqual([0n, 0n])
  // Alone, it only says shares.
  expect((await attributed([LINE, { ...LINE, quantity: units(0n) }], usage)).byTenant.get('a')).toBe(2n * DOLLAR)
})

test('more metered than billed is capped: tenants share the whole cost, and nothing is below zero', async () => {
  const { byTenant, unallocated } = await attributed(
    [{ ...LINE, quantity: units(1n) }],
    [used('a', '30'), used('b', '10')],
  )
  expect([byTenant.get('a'), byTenant.get('b'), unallocated]).toEqual([(DOLLAR * 3n) / 4n, DOLLAR / 4n, 0n])
})

test('metered shares what was metered, the platform’s own use too, whatever was billed', async () => {
  const usage = [used('a', '30'), used(null, '10')]
  const result = await attributed([{ ...LINE, quantity: units(1000n) }], usage, 'metered')
  expect(plain(result)).toMatchObject({ byTenant: { a: (DOLLAR * 3n) / 4n }, unallocated: DOLLAR / 4n })
})

test('what is unallocated is told apart by its cause', async () => {
  const lines = [
    { ...LINE, quantity: units(100n) },
    { ...LINE, driver: null },
    { ...LINE, driver: 'xrayTraces' as const },
    { ...LINE, driver: 'xrayTraces' as const, quantity: units(5n), end: LINE.end + 1 },
    { ...LINE, owner: null },
  ]
  const { byService } = await attributed(lines, [used('a', '20'), used(null, '30')])
  const cents = DOLLAR / 100n
  expect(byService.get('AmazonDynamoDB')?.unallocated).toEqual({
    platform: 30n * cents + DOLLAR,
    idle: 50n * cents,
    noDriver: DOLLAR,
    noUsage: 2n * DOLLAR,
  })
})

test('a silo bears its resources alone, metered or not, and has no part of the pool for what it used on them', async () => {
  const silo = { ...LINE, cost: 7n * DOLLAR, owner: 'silo', quantity: units(1000n) }
  const tax = { ...LINE, driver: null, owner: 'quiet' }
  const { byTenant, unallocated } = await attributed(
    [{ ...LINE, quantity: units(10n) }, silo, tax],
    [used('pooled', '5'), used('silo', '900')],
  )
  expect(Object.fromEntries(byTenant)).toEqual({ pooled: DOLLAR / 2n, silo: 7n * DOLLAR, quiet: DOLLAR })
  expect(unallocated).toBe(DOLLAR / 2n)
})

test('equal remainders go to tenants in the order of their ids, and to unallocated last', async () => {
  const third = await attributed([{ ...LINE, cost: 11n }], [used('b', '1'), used('a', '1'), used(null, '1')])
  expect([third.byTenant.get('a'), third.byTenant.get('b'), third.unallocated]).toEqual([4n, 4n, 3n])
  const credit = await attributed([{ ...LINE, cost: -10n }], [used('b', '1'), used('a', '1'), used(null, '1')])
  expect([credit.byTenant.get('a'), credit.byTenant.get('b'), credit.unallocated]).toEqual([-4n, -3n, -3n])
})
