import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attribute } from '../attribute.ts'
import { parseDecimal } from '../decimal.ts'
import { magnitude, parseDollars } from '../money.ts'
import { shareLines } from '../share/share-lines.ts'
import { type BillRow, bills, dollars, type UsageRow, usages } from './inputs.ts'
import { linesOf, plain, run, usageOf } from './run.ts'

const RUNS = { numRuns: 40 }
const policies = fc.constantFrom<('billed' | 'metered')[]>('billed', 'metered')
const sum = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((total, amount) => total + amount, 0n)

test('of every line, what tenants bear and what is unallocated add up to its cost', async () => {
  await fc.assert(
    fc.asyncProperty(bills, usages, policies, async (bill, usage, policy) => {
      const lines = await linesOf(bill)
      const used = await usageOf(usage, lines)
      const costs: bigint[] = []
      for (const { line, shares, tenants, unallocated } of shareLines(lines, used, policy)) {
        const borne = sum(Array.from(tenants, (_, part) => BigInt(shares[part] ?? 0)))
        expect((line.cost < 0n ? -borne : borne) + sum(Object.values(unallocated))).toBe(line.cost)
        costs.push(line.cost)
      }
      expect(costs.toSorted(compare)).toEqual(lines.map(({ cost }) => cost).toSorted(compare))
      const { total, unallocated, byTenant } = attribute(lines, used, policy)
      expect(sum(byTenant.values()) + unallocated).toBe(total)
      expect(total).toBe(sum(lines.map(({ cost }) => cost)))
    }),
    RUNS,
  )
})

test('the order of lines and records changes nothing', async () => {
  const shuffled = fc.tuple(bills, usages).chain(([bill, usage]) => {
    const whole = <Row>(rows: Row[]) => fc.shuffledSubarray(rows, { minLength: rows.length })
    return fc.record({ bill: fc.constant(bill), usage: fc.constant(usage), bill2: whole(bill), usage2: whole(usage) })
  })
  await fc.assert(
    fc.asyncProperty(shuffled, policies, async ({ bill, usage, bill2, usage2 }, policy) => {
      expect(plain(await run(bill2, usage2, policy))).toEqual(plain(await run(bill, usage, policy)))
    }),
    RUNS,
  )
})

test('records and lines that come again change nothing, and neither does a second run', async () => {
  const repeated = fc.tuple(bills, usages).chain(([bill, usage]) =>
    fc.record({
      bill: fc.constant(bill),
      usage: fc.constant(usage),
      moreBill: fc.shuffledSubarray(bill),
      moreUsage: fc.shuffledSubarray(usage),
    }),
  )
  await fc.assert(
    fc.asyncProperty(repeated, async ({ bill, usage, moreBill, moreUsage }) => {
      const once = plain(await run(bill, usage))
      // Written otherwise, it is the same record.
      const again = moreUsage.map(({ id, usage: used, ...row }) => ({
        usage: { ...used, logBytes: '0' },
        more: [1],
        ...row,
        id,
      }))
      expect(plain(await run([...bill, ...moreBill], [...again, ...usage]))).toEqual(once)
      expect(plain(await run(bill, usage))).toEqual(once)
    }),
    RUNS,
  )
})

test('a late record moves its tenant and unallocated under billed, and others by no more than the rounding of each line', async () => {
  const late = {
    id: 'late',
    source: 'requests',
    subject: 'acme',
    time: '2026-02-01T01:20:00Z',
    usage: { ddbReadUnits: '3' },
  }
  await fc.assert(
    fc.asyncProperty(bills, usages, async (bill, usage) => {
      // So much is billed that nothing metered is above it.
      const ample = [
        ...bill,
        ...bill.map((row) => ({ ...row, id: `${row.id}-ample`, quantity: `1${'0'.repeat(24)}`, billedCost: '0' })),
      ]
      const [before, after] = [await run(ample, usage), await run(ample, [...usage, late])]
      for (const tenant of after.byTenant.keys()) {
        const moved = magnitude((after.byTenant.get(tenant) ?? 0n) - (before.byTenant.get(tenant) ?? 0n))
        if (tenant !== 'acme') expect(moved).toBeLessThanOrEqual(BigInt(bill.length))
      }
      expect(after.total).toBe(before.total)
    }),
    RUNS,
  )
  // Where nothing is rounded, others do not move at all.
  const line = { ...LINE, quantity: '100', billedCost: '100' }
  const [before, after] = [await run([line], [recordOf('b', 10)]), await run([line], [recordOf('b', 10), late])]
  expect(plain(before)).toMatchObject({ byTenant: { b: 10n * DOLLAR }, unallocated: 90n * DOLLAR })
  expect(plain(after)).toMatchObject({ byTenant: { b: 10n * DOLLAR, acme: 3n * DOLLAR }, unallocated: 87n * DOLLAR })
})

test('what a restatement moves adds up to nothing', async () => {
  await fc.assert(
    fc.asyncProperty(bills, usages, usages, policies, async (bill, usage, restated, policy) => {
      const [before, after] = [await run(bill, usage, policy), await run(bill, restated, policy)]
      const tenants = new Set([...before.byTenant.keys(), ...after.byTenant.keys()])
      const moved = [...tenants].map(
        (tenant) => (after.byTenant.get(tenant) ?? 0n) - (before.byTenant.get(tenant) ?? 0n),
      )
      expect(sum(moved) + after.unallocated - before.unallocated).toBe(0n)
    }),
    RUNS,
  )
})

test('a credit or refund is shared as a cost of the same size is, with its sign', async () => {
  await fc.assert(
    fc.asyncProperty(bills, usages, policies, async (bill, usage, policy) => {
      const turned = bill.map((row) => ({ ...row, billedCost: dollars(-(parseDollars(row.billedCost) ?? 0n)) }))
      const [cost, credit] = [plain(await run(bill, usage, policy)), plain(await run(turned, usage, policy))]
      const negated = JSON.stringify(cost, (_, value) => (typeof value === 'bigint' ? String(-value) : value))
      expect(JSON.stringify(credit, (_, value) => (typeof value === 'bigint' ? String(value) : value))).toBe(negated)
    }),
    RUNS,
  )
})

test('usage and quantities in other units give the same shares', async () => {
  await fc.assert(
    fc.asyncProperty(bills, usages, fc.integer({ min: 2, max: 999 }), policies, async (bill, usage, factor, policy) => {
      const larger = (text: string) => multiple(text, BigInt(factor))
      const bill2 = bill.map((row) => (row.quantity === undefined ? row : { ...row, quantity: larger(row.quantity) }))
      const usage2 = usage.map((row) => ({
        ...row,
        usage: Object.fromEntries(Object.entries(row.usage).map(([metric, units]) => [metric, larger(units)])),
      }))
      fc.pre(usage2.every((row) => Object.values(row.usage).every((units) => (units.split('.')[0] ?? '').length <= 18)))
      expect(plain(await run(bill2, usage2, policy))).toEqual(plain(await run(bill, usage, policy)))
    }),
    RUNS,
  )
})

test('a line that is split into many of the same driver gives the same sums, but for the rounding of each', async () => {
  const splits = fc.array(fc.record({ cost: fc.nat(10 ** 9), quantity: fc.nat(50) }), { minLength: 2, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(splits, usages, policies, async (parts, usage, policy) => {
      const whole = {
        ...LINE,
        billedCost: dollars(BigInt(total(parts, 'cost'))),
        quantity: String(total(parts, 'quantity')),
      }
      const split = parts.map(({ cost, quantity }, part) => ({
        ...LINE,
        id: `part-${part}`,
        billedCost: dollars(BigInt(cost)),
        quantity: String(quantity),
      }))
      const [one, many] = [await run([whole], usage, policy), await run(split, usage, policy)]
      expect([...many.byTenant.keys()]).toEqual([...one.byTenant.keys()])
      for (const [tenant, amount] of one.byTenant) {
        expect(magnitude((many.byTenant.get(tenant) ?? 0n) - amount)).toBeLessThanOrEqual(BigInt(parts.length))
      }
      expect(many.total).toBe(one.total)
    }),
    RUNS,
  )
  const usage = [recordOf('a', 30), recordOf('b', 20)]
  const split = [25, 35, 40].map((part) => ({
    ...LINE,
    id: String(part),
    billedCost: String(part),
    quantity: String(part),
  }))
  expect(plain(await run(split, usage))).toEqual(
    plain(await run([{ ...LINE, billedCost: '100', quantity: '100' }], usage)),
  )
})

const DOLLAR = 10n ** 12n

const LINE: BillRow = {
  id: 'line',
  start: '2026-02-01T01:00:00Z',
  end: '2026-02-01T02:00:00Z',
  service: 'AmazonDynamoDB',
  usageType: 'ReadRequestUnits',
  billedCost: '1',
  listCost: '1',
}

const recordOf = (subject: string, units: number): UsageRow => ({
  id: subject,
  source: 'requests',
  subject,
  time: '2026-02-01T01:59:59.999Z',
  usage: { ddbReadUnits: String(units) },
})

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0)
const total = <Key extends string>(rows: Record<Key, number>[], key: Key) =>
  rows.reduce((all, row) => all + row[key], 0)

function multiple(text: string, factor: bigint): string {
  const { digits, scale } = parseDecimal(text) ?? { digits: 0n, scale: 0 }
  const padded = String(digits * factor).padStart(scale + 1, '0')
  return scale === 0 ? padded : `${padded.slice(0, -scale)}.${padded.slice(-scale)}`
}
