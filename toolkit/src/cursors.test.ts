import { testDynamo } from '@tenantry/tests/support/dynamodb.ts'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import * as z from 'zod/mini'
import { ApiError } from './api-error.ts'
import { type ListName, openCursors } from './cursors.ts'
import { system } from './system.ts'
import { table } from './table.ts'

const Position = z.object({ after: z.string() })
const LIST: ListName = ['acme00000000', 'things', 'slot1:name@1', false, undefined]
const DAY_MS = 86_400_000

const client = await testDynamo('lists')
const keys = table(client, 'lists')
/** A function of its own: what one knows, another must find in the table. */
const openAt = (now: () => number) => openCursors(keys, { ...system, now })
const cursors = openAt(system.now)
const refused = expect.objectContaining({ code: 'INVALID_CURSOR', status: 400, field: 'cursor' })

test('any position comes back from its cursor, in another function too', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (after) => {
      const position = { after: after.toWellFormed() }
      const cursor = await cursors.encode(LIST, position)
      expect(cursor).toMatch(/^[\w-]+$/)
      expect(await openAt(system.now).decode(LIST, Position, cursor)).toEqual(position)
    }),
    { numRuns: 30 },
  )
})

test('the longest position of a list fits', async () => {
  const position = { after: '\u0001'.repeat(430) }
  expect(await cursors.decode(LIST, Position, await cursors.encode(LIST, position))).toEqual(position)
})

test('a cursor tells nothing: neither what is in it nor how long that is, and not whether two are of one place', async () => {
  const [some, same, other] = await Promise.all([
    cursors.encode(LIST, { after: 'lamp' }),
    cursors.encode(LIST, { after: 'lamp' }),
    cursors.encode(LIST, { after: 'a chair with arms' }),
  ])
  expect(Buffer.from(some, 'base64url').toString('latin1')).not.toContain('lamp')
  expect(some).not.toBe(same)
  expect(some).toHaveLength(other.length)
})

test.each([
  ['another tenant', ['globex000000', ...LIST.slice(1)]],
  ['another list', [LIST[0], 'others', ...LIST.slice(2)]],
  ['another order', [...LIST.slice(0, 2), 'slot2:price@1', ...LIST.slice(3)]],
  ['another version of the order', [...LIST.slice(0, 2), 'slot1:name@2', ...LIST.slice(3)]],
  ['the other direction', [...LIST.slice(0, 3), true, undefined]],
  ['a search', [...LIST.slice(0, 4), 'lamp']],
] as const)('a cursor does not open for %s', async (_, list) => {
  const cursor = await cursors.encode(LIST, { after: 'lamp' })
  await expect(cursors.decode(list, Position, cursor)).rejects.toEqual(refused)
})

test('whatever text is not a cursor is refused, and so is a cursor of which any character was changed', async () => {
  const cursor = await cursors.encode(LIST, { after: 'lamp' })
  const texts = ['', 'x', '%', 'a'.repeat(5000), Buffer.from('{"after":"lamp"}').toString('base64url')]
  const changed = [...cursor].map(
    (letter, at) => `${cursor.slice(0, at)}${letter === 'A' ? 'B' : 'A'}${cursor.slice(at + 1)}`,
  )
  const cut = Array.from({ length: cursor.length }, (_, length) => cursor.slice(0, length))
  for (const text of [...texts, ...changed, ...cut, `${cursor}A`]) {
    const error = await cursors.decode(LIST, Position, text).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toEqual(refused)
  }
})

test('keys are replaced after 30 days: cursors of the last key still open, older ones do not', async () => {
  let now = system.now() + 100 * DAY_MS
  const first = await openAt(() => now).encode(LIST, { after: 'first' })
  const old = openAt(() => now)
  expect(await old.decode(LIST, Position, first)).toEqual({ after: 'first' })
  now += 31 * DAY_MS
  const second = await openAt(() => now).encode(LIST, { after: 'second' })
  expect(second.slice(0, 5)).not.toBe(first.slice(0, 5))
  // A function that has loaded the keys before looks again for one that it does not know.
  expect(await old.decode(LIST, Position, second)).toEqual({ after: 'second' })
  expect(await openAt(() => now).decode(LIST, Position, first)).toEqual({ after: 'first' })
  now += 31 * DAY_MS
  await openAt(() => now).encode(LIST, { after: 'third' })
  await expect(openAt(() => now).decode(LIST, Position, first)).rejects.toEqual(refused)
})

test('functions that make the first key at the same time agree on one', async () => {
  const fresh = table(await testDynamo('lists'), 'lists')
  const functions = Array.from({ length: 8 }, () => openCursors(fresh, system))
  const made = await Promise.all(functions.map((one, n) => one.encode(LIST, { after: `${n}` })))
  for (const [n, cursor] of made.entries()) {
    for (const one of functions) expect(await one.decode(LIST, Position, cursor)).toEqual({ after: `${n}` })
  }
})

test('a warm function reads no key again, and invented cursors do not make it read the table each time', async () => {
  const counted = { ...keys, get: vi.fn(keys.get) }
  const warm = openCursors(counted, system)
  const cursor = await warm.encode(LIST, { after: 'a' })
  for (let n = 0; n < 20; n++) await warm.decode(LIST, Position, cursor)
  const invented = Buffer.alloc(80, 7).toString('base64url')
  for (let n = 0; n < 20; n++) await expect(warm.decode(LIST, Position, invented)).rejects.toEqual(refused)
  expect(counted.get).toHaveBeenCalledTimes(1)
})
