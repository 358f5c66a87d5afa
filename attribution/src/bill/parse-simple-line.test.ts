import { expect, test } from 'vitest'
import { linesOf } from '../properties/run.ts'

const ROW = {
  id: 'l1',
  start: '2026-01-01T00:00:00Z',
  end: '2026-01-01T01:00:00Z',
  service: 'AWSLambda',
  usageType: 'USW2-Lambda-GB-Second',
  quantity: '0.5',
  billedCost: '1.000000000001',
  listCost: '2',
}
const without = (name: keyof typeof ROW) => Object.fromEntries(Object.entries(ROW).filter(([key]) => key !== name))

test('a driver of the line’s own is before the table, and the quantity is in its unit', async () => {
  const driversOf = async (...rows: object[]) => (await linesOf(rows)).map(({ driver }) => driver)
  expect(await driversOf(ROW, { ...ROW, id: '2', driver: 'logBytes' }, { ...ROW, id: '3', driver: null })).toEqual([
    'lambdaMbMs',
    'logBytes',
    null,
  ])
  expect(
    await driversOf({ ...ROW, usageType: 'new' }, { ...without('usageType'), id: '2', driver: 'logBytes' }),
  ).toEqual([null, 'logBytes'])
  expect(await linesOf([ROW])).toMatchObject([{ quantity: { digits: 5n, scale: 1 }, cost: 1_000_000_000_001n }])
})

test('the basis says which cost counts, and only that one must be there', async () => {
  const costOf = async (row: object, basis: 'billed' | 'list') => (await linesOf([row], { basis }))[0]?.cost
  expect(await costOf(ROW, 'list')).toBe(2_000_000_000_000n)
  expect(await costOf(without('listCost'), 'billed')).toBe(1_000_000_000_001n)
  expect(await costOf(without('billedCost'), 'list')).toBe(2_000_000_000_000n)
})

test('a line may have a negative quantity, none, or no time at all', async () => {
  const lines = await linesOf([
    { ...ROW, quantity: '-1' },
    { ...without('quantity'), id: '2' },
    { ...ROW, id: '3', end: ROW.start },
  ])
  expect(lines.map(({ quantity }) => quantity?.digits)).toEqual([-1n, undefined, 5n])
})

test.each<[string, object]>([
  ['id is missing', without('id')],
  ['start is missing', without('start')],
  ['end is not a time: yesterday', { ...ROW, end: 'yesterday' }],
  ['end is before start', { ...ROW, end: '2025-12-31T23:59:59.999999Z' }],
  ['service must be a text', { ...ROW, service: 5 }],
  ['usageType is missing', without('usageType')],
  ['driver must be null or one of ddbReadUnits', { ...ROW, driver: 'reads' }],
  ['billedCost is missing', without('billedCost')],
  ['billedCost must be dollars in quotes', { ...ROW, billedCost: 1 }],
  ['at most 12 decimals, not "0.0000000000001"', { ...ROW, billedCost: '0.0000000000001' }],
  ['listCost must be dollars in quotes', { ...ROW, listCost: '1e3' }],
  ['quantity must be a decimal number in quotes', { ...ROW, quantity: 1 }],
  ['the row is not an object', []],
  ['another line with the id "l1" says something else', { ...ROW, billedCost: '1' }],
])('%s: such a line is refused, and named', async (what, row) => {
  await expect(linesOf([ROW, row])).rejects.toThrow(what)
  await expect(linesOf([ROW, row])).rejects.toThrow('rows:2: ')
})

test('one run names several bad rows, and stops at the twentieth', async () => {
  const bad = (id: number) => ({ ...ROW, id: `${id}`, end: 'x' })
  await expect(linesOf([bad(1), ROW, bad(3)])).rejects.toThrow(/rows:1: .*\n.*rows:3: /)
  await expect(linesOf(Array.from({ length: 30 }, (_, id) => bad(id)))).rejects.toThrow(
    /rows:20: .*\nStopped after 20 bad rows\.$/,
  )
})
