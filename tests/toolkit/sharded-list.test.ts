import { entityId, ID_ALPHABET, ID_RANDOM_LENGTH } from '@tenantry/contracts/ids.ts'
import { folded } from '@tenantry/contracts/sort-text.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import type { Listing } from '@tenantry/toolkit/listing.ts'
import { system } from '@tenantry/toolkit/system.ts'
import type { Table } from '@tenantry/toolkit/table.ts'
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { putAll } from '../support/entity-table.ts'
import { OLDEST_FIRST, type Sort, type Things, type ThingsTable, testThings, walk } from '../support/things.ts'

const SHARDS = [1, 2, 8]
const LIMITS = [1, 7, 100]

let world: ThingsTable

beforeEach(async () => {
  world = await testThings()
})

async function insert(things: Things, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => things.newId())
  for (const id of ids) await things.insert({ id, name: id, size: 0 })
  return ids
}

const cases = SHARDS.flatMap((shards) => LIMITS.map((limit) => [shards, limit] as const))

test.each(cases)(
  'at %i shards and pages of %i, each item that existed is seen exactly once and in order while others are written',
  async (shards, limit) => {
    // Several items per millisecond, so that ids also sort by shard and chance.
    const burst = fc.record({
      before: fc.integer({ min: 0, max: 60 }),
      during: fc.array(fc.integer({ min: 0, max: 3 })),
    })
    let run = 0
    await fc.assert(
      fc.asyncProperty(burst, async ({ before, during }) => {
        let time = Date.UTC(2026, 0, 1)
        const tenantId = `tenant${String(run++).padStart(6, '0')}`
        const things = world.of(tenantId, shards, { now: () => time })
        const existing = await insert(things, Math.floor(before / 2))
        time += 1
        existing.push(...(await insert(things, Math.ceil(before / 2))))
        const turns = during.values()
        const pages = await walk(things, { limit }, async () => {
          time += 1
          await insert(things, turns.next().value ?? 0)
        })
        const seen = pages.flat().map((thing) => thing.id)
        expect(seen).toEqual(seen.toSorted())
        expect(new Set(seen).size).toBe(seen.length)
        expect(seen.filter((id) => existing.includes(id))).toEqual(existing.toSorted())
        for (const page of pages.slice(0, -1)) expect(page).toHaveLength(limit)
      }),
      { numRuns: limit === 100 ? 6 : 12 },
    )
  },
)

test('a list holds nothing of a tenant whose data lies in the same table', async () => {
  const mine = world.of('aaaaaaaaaaaa', 8)
  const ids = await insert(mine, 20)
  await insert(world.of('bbbbbbbbbbbb', 8), 20)
  expect((await walk(mine, { limit: 7 })).flat().map((thing) => thing.id)).toEqual(ids.toSorted())
})

test("another tenant's id finds nothing, though both tenants have that shard", async () => {
  const [id = ''] = await insert(world.of('aaaaaaaaaaaa', 2), 1)
  const theirs = world.of('bbbbbbbbbbbb', 2)
  expect(await theirs.get(id)).toBeUndefined()
  expect(await theirs.replace(id, { name: 'x', size: 0 })).toBeUndefined()
  expect(await theirs.remove(id)).toBeUndefined()
  expect(await theirs.getMany([id])).toEqual([])
})

test('an id of another kind, of a shard that the tenant has not, or malformed, finds nothing and reads nothing', async () => {
  const things = world.of('aaaaaaaaaaaa', 2)
  const random = system.random(ID_RANDOM_LENGTH, ID_ALPHABET)
  const now = system.now()
  for (const id of [entityId('oth', now, 0, random), entityId('thg', now, 2, random), '', '../x', '__proto__']) {
    expect(await things.get(id)).toBeUndefined()
  }
})

test('a shard that fails fails the list instead of shortening it', async () => {
  const failing: Table = {
    ...world.table,
    async query(query) {
      if (query.values[':shard'] === 'aaaaaaaaaaaa-5') throw new Error('this shard does not answer')
      return world.table.query(query)
    },
  }
  const things = world.of('aaaaaaaaaaaa', 8, { table: failing })
  await insert(things, 20)
  await expect(things.list({ ...OLDEST_FIRST, limit: 7 })).rejects.toThrow('this shard does not answer')
})

test('a page reads about what it shows, and not a whole page from each shard', async () => {
  const asked: number[] = []
  const counting: Table = {
    ...world.table,
    async query(query) {
      asked.push(query.limit ?? Number.POSITIVE_INFINITY)
      return world.table.query(query)
    },
  }
  const things = world.of('aaaaaaaaaaaa', 8, { table: counting })
  await insert(things, 200)
  await things.list({ ...OLDEST_FIRST, limit: 40 })
  expect(asked.reduce((sum, limit) => sum + limit, 0)).toBeLessThan(41 * 3)
  expect(Math.max(...asked)).toBeLessThanOrEqual(41)
})

test('a cursor opens for its list only: not in another order, direction or search, for another tenant, or of another kind', async () => {
  const mine = world.of('aaaaaaaaaaaa', 2)
  const theirs = world.of('bbbbbbbbbbbb', 2)
  await insert(mine, 3)
  await insert(theirs, 3)
  const named = { ...OLDEST_FIRST, sort: 'name' as const, limit: 1 }
  const cursor = (await mine.list(named)).nextCursor ?? ''
  expect((await mine.list({ ...named, limit: 2, cursor })).items).toHaveLength(2)
  const others: [Things, Partial<Listing<Sort>>][] = [
    [mine, { sort: 'createdAt' }],
    [mine, { sort: 'size' }],
    [mine, { descending: true }],
    [mine, { search: 'a' }],
    [theirs, {}],
  ]
  for (const [things, change] of others) {
    const error = await things.list({ ...named, ...change, cursor }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({ code: 'INVALID_CURSOR', field: 'cursor' })
  }
})

test.each(SHARDS)(
  'at %i shards, a list sorted by name or searched holds exactly what it should, in its order, page by page',
  async (shards) => {
    const name = fc.stringMatching(/^[abAB😀～]{1,3}$/u)
    const page = fc.constantFrom(...LIMITS)
    let run = 0
    await fc.assert(
      fc.asyncProperty(fc.array(name, { maxLength: 40 }), page, fc.boolean(), async (names, limit, descending) => {
        const things = world.of(`sorted${String(run++).padStart(6, '0')}`, shards)
        for (const one of names) await things.insert({ id: things.newId(), name: one, size: 0 })
        const sorted = (await walk(things, { limit, sort: 'name', descending })).flat().map((it) => it.name)
        const bytes = sorted.map((one) => Buffer.from(folded(one)))
        expect(bytes).toEqual(bytes.toSorted(Buffer.compare)[descending ? 'reverse' : 'slice']())
        expect(sorted.toSorted()).toEqual(names.toSorted())
        const found = (await walk(things, { limit, search: 'AB', descending })).flat().map((it) => it.name)
        expect(found.toSorted()).toEqual(names.filter((one) => one.toLowerCase().includes('ab')).toSorted())
      }),
      { numRuns: 12 },
    )
  },
)

test('a search through much that does not match ends early, and its cursor goes on to what does', async () => {
  const things = world.of('aaaaaaaaaaaa', 2)
  const straws = Array.from({ length: 6_000 }, () => things.item({ id: things.newId(), name: 'straw', size: 0 }))
  await putAll(world.client, 'things', straws)
  await things.insert({ id: things.newId(), name: 'needle', size: 0 })
  const pages = await walk(things, { limit: 7, search: 'Needle' })
  expect(pages.flat().map(({ name }) => name)).toEqual(['needle'])
  expect(pages.length).toBeGreaterThan(1)
})

test('a replaced entity is found by its new name and not by its old one', async () => {
  const things = world.of('aaaaaaaaaaaa', 2)
  const [id = ''] = await insert(things, 1)
  await things.replace(id, { name: 'Lamp', size: 0 })
  expect((await walk(things, { sort: 'name' })).flat()).toEqual([{ id, name: 'Lamp', size: 0 }])
  expect((await walk(things, { search: id })).flat()).toEqual([])
})

test('texts that are too long for an index sort and are found by their beginnings', async () => {
  const things = world.of('aaaaaaaaaaaa', 2)
  const long = `${'字'.repeat(1_000)} lamp`
  await things.insert({ id: things.newId(), name: `b ${long}`, size: 0 })
  await things.insert({ id: things.newId(), name: `a ${long}`, size: 0 })
  const names = async (listing: Partial<Listing<Sort>>) =>
    (await walk(things, listing)).flat().map(({ name }) => name.slice(0, 3))
  expect(await names({ sort: 'name' })).toEqual(['a 字', 'b 字'])
  expect(await names({ search: 'a 字字字' })).toEqual(['a 字'])
})

test('an entity that is too large to be listed within the budget is refused by its size, whichever way it is written', async () => {
  const things = world.of('aaaaaaaaaaaa', 1)
  const id = things.newId()
  const refused = expect.objectContaining({ code: 'PAYLOAD_TOO_LARGE', status: 413, field: 'body' })
  const large = { id, name: 'a', size: 0, note: 'x'.repeat(16_384) }
  await expect(things.insert(large)).rejects.toEqual(refused)
  expect(() => things.item(large)).toThrow(refused)
  await things.insert({ ...large, note: 'x'.repeat(16_000) })
  await expect(things.replace(id, large)).rejects.toEqual(refused)
})

test('a replaced entity leaves nothing in a slot that no order lives in', async () => {
  const things = world.of('aaaaaaaaaaaa', 1)
  const id = things.newId()
  // As an order that is gone has left it.
  await putAll(world.client, 'things', [{ ...things.item({ id, name: 'a', size: 0 }), slot2: 'left' }])
  await things.replace(id, { name: 'a', size: 1 })
  expect(await world.table.get({ shardId: 'aaaaaaaaaaaa-0', id })).toMatchObject({ slot1: `a\u0000${id}` })
  expect(await world.table.get({ shardId: 'aaaaaaaaaaaa-0', id })).not.toHaveProperty('slot2')
})
