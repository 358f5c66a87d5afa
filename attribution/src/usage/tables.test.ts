import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LimbTable } from './limb-table.ts'
import { NameTable } from './name-table.ts'
import { PairTable } from './pair-table.ts'
import { KEY_WORDS, writeKey } from './record-key.ts'
import { SeenRecords } from './seen-records.ts'
import { BASE, LIMBS, UsageRecord } from './usage-record.ts'

test('a name has one number, and different names different ones', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ minLength: 1, maxLength: 4, unit: fc.constantFrom('a', 'b', 'ä') }), { minLength: 200 }),
      (names) => {
        const table = new NameTable()
        const numbers = names.map((name) => table.numberOf(Buffer.from(`..${name}..`), 2, 2 + Buffer.byteLength(name)))
        expect(table.names).toEqual([...new Set(names)])
        expect(numbers.map((number) => table.names[number])).toEqual(names)
      },
    ),
  )
  const table = new NameTable()
  for (let i = 0; i < 50_000; i++) table.numberOf(Buffer.from(`tenant-${i}`))
  expect(table.numberOf(Buffer.from('tenant-33333'))).toBe(33_333)
})

test('a pair has one number, and different pairs different ones', () => {
  const table = new PairTable()
  for (let first = 0; first < 300; first++) {
    for (let second = 0; second < 100; second++) expect(table.numberOf(first, second)).toBe(first * 100 + second)
  }
  expect(table.size).toBe(30_000)
  expect([table.numberOf(7, 8), table.first(708), table.second(708)]).toEqual([708, 7, 8])
})

/** Sums as integers of the last limb. */
const integer = (limbs: number[]): bigint => limbs.reduce((sum, limb) => sum * BigInt(BASE) + BigInt(limb), 0n)

test('sums of decimals are exact, whatever is carried', () => {
  const limb = fc.oneof(fc.constantFrom(0, 1, BASE - 1, BASE / 2), fc.integer({ min: 0, max: BASE - 1 }))
  const number = fc.tuple(fc.nat(1000), limb, limb, limb)
  const row = fc.record({ row: fc.constantFrom(0, 5, 20_000), a: number, b: number })
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const table = new LimbTable(2)
      const expected = new Map<string, bigint>()
      for (const { row, a, b } of rows) {
        const limbs = Float64Array.from({ length: 2 * LIMBS }, (_, at) => [a, b][at % 2]?.[at >> 1] ?? 0)
        for (let limb = 0; limb < LIMBS; limb++) table.add(row, limb, limbs, limb * 2)
        for (const [column, number] of [a, b].entries()) {
          expected.set(`${row} ${column}`, (expected.get(`${row} ${column}`) ?? 0n) + integer(number))
        }
      }
      for (const [key, sum] of expected) {
        const [row = 0, column = 0] = key.split(' ').map(Number)
        const limbs = Array.from({ length: LIMBS }, (_, limb) => table.columnOf(limb, column, 20_001)[row] ?? 0)
        expect(integer(limbs)).toBe(sum)
        expect(limbs.slice(1).every((limb) => limb < BASE)).toBe(true)
      }
    }),
  )
})

function recordOf(id: string, value: number, time = 0): UsageRecord {
  const record = new UsageRecord()
  record.bytes = Buffer.from(id)
  record.idTo = record.bytes.length
  record.limbs[9] = value
  record.time = time
  return record
}

test('200,000 records of alike ids are all new once and repeats then, and contents tell a conflict', () => {
  const [table, key] = [new SeenRecords(), new Uint32Array(KEY_WORDS)]
  const add = (record: UsageRecord, source: number, subject: number) => {
    writeKey(record, source, subject, key, 0)
    return table.add(key, 0)
  }
  const ids = Array.from({ length: 100_000 }, (_, i) => i.toString(2))
  for (const source of [0, 1]) expect(ids.every((id) => add(recordOf(id, 1), source, 1) === 'new')).toBe(true)
  for (const source of [0, 1]) expect(ids.every((id) => add(recordOf(id, 1), source, 1) === 'repeat')).toBe(true)
  expect(add(recordOf('101', 2), 0, 1)).toBe('conflict')
  expect(add(recordOf('101', 1), 0, 2)).toBe('conflict')
  expect(add(recordOf('101', 1, 1), 0, 1)).toBe('conflict')
  expect(add(recordOf('101', 1), 2, 1)).toBe('new')
})
