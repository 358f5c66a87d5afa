import { meterUnits } from '@tenantry/toolkit/consumed-units.ts'
import { MAX_REQUEST_UNITS } from '@tenantry/toolkit/list-limits.ts'
import type { Listing } from '@tenantry/toolkit/listing.ts'
import { table } from '@tenantry/toolkit/table.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEntityTable, putAll } from '../support/entity-table.ts'
import { laggingTable } from '../support/lagging-table.ts'
import { OLDEST_FIRST, type Sort, type Thing, type Things, testThings } from '../support/things.ts'

// Every request of a list or a search is metered by what DynamoDB reports, and checked against the budget.

interface Walk {
  things: Thing[]
  requests: number
  mostUnits: number
}

/** A whole list, request by request; `between` happens after each. */
async function walk(
  things: Things,
  listing: Partial<Listing<Sort>>,
  between: () => Promise<unknown> = async () => {},
): Promise<Walk> {
  const walked: Walk = { things: [], requests: 0, mostUnits: 0 }
  const cursors = new Set<string>()
  let cursor: string | undefined
  do {
    const { result, units } = await meterUnits(() => things.list({ ...OLDEST_FIRST, ...listing, cursor }))
    walked.requests += 1
    walked.mostUnits = Math.max(walked.mostUnits, units.read)
    walked.things.push(...result.items)
    cursor = result.nextCursor ?? undefined
    if (cursor !== undefined && cursors.has(cursor)) throw new Error('The list does not go on')
    if (cursor) cursors.add(cursor)
    await between()
  } while (cursor)
  return walked
}

const ids = (things: Thing[]): string[] => things.map(({ id }) => id)
const anyListing = {
  sort: fc.constantFrom<'createdAt' | Sort>('createdAt', 'name', 'size'),
  descending: fc.boolean(),
  search: fc.constantFrom(undefined, 'lamp', 'la', 'nothing'),
  limit: fc.constantFrom(1, 20, 100),
}
const name = fc.constantFrom('Lamp', 'lamps', 'Table', 'Chair', 'LA', 'Élan')
/** Items of a few bytes and of as many as are allowed. */
const note = fc.constantFrom(0, 300, 5_000, 15_000)
const change = fc.record({
  kind: fc.constantFrom('insert', 'note', 'rename', 'delete', 'catch up' as const),
  pick: fc.nat(),
  name,
})

test('whatever the order, the term, the shards and the sizes: each item comes once, for at most the budget a request, while others are written and indexes lag behind', async () => {
  const shards = fc.constantFrom(1, 2, 8, 64)
  const stored = fc.array(fc.record({ name, note, size: fc.nat({ max: 5 }) }), { maxLength: 120 })
  let run = 0
  await fc.assert(
    fc.asyncProperty(
      shards,
      stored,
      fc.record(anyListing),
      fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 8 }),
      async (count, contents, listing, bursts) => {
        const { client, table: main, of } = world
        const lagging = laggingTable(main, table(client, 'replica'))
        const things = of(`tenant${String(run++).padStart(6, '0')}`, count, { table: lagging.table })
        const all = contents.map(({ note: length, ...content }) => ({
          id: things.newId(),
          ...content,
          note: 'x'.repeat(length),
        }))
        for (const thing of all) await things.insert(thing)
        await lagging.catchUp()

        const touched = new Set<string>()
        const later = bursts.values()
        const { things: seen, mostUnits } = await walk(things, listing, async () => {
          for (const { kind, pick, name: other } of later.next().value ?? []) {
            const one = all[pick % Math.max(1, all.length)]
            if (kind === 'catch up') await lagging.catchUp(pick % 10)
            else if (kind === 'insert') await things.insert({ id: things.newId(), name: other, size: 1 })
            else if (one && kind === 'delete') await things.remove(one.id)
            else if (one && kind === 'rename') await things.replace(one.id, { name: other, size: one.size })
            // Nothing that lists read: it stays where it stands.
            else if (one && kind === 'note')
              await things.update(one.id, { update: 'SET seen = :now', values: { ':now': pick } })
            if (one && (kind === 'delete' || kind === 'rename')) touched.add(one.id)
          }
        })

        expect(mostUnits).toBeLessThanOrEqual(MAX_REQUEST_UNITS)
        const matching = all.filter(
          ({ id, name: its }) => !touched.has(id) && its.toLowerCase().includes(listing.search ?? ''),
        )
        const untouched = seen.filter(({ id }) => all.some((one) => one.id === id) && !touched.has(id))
        expect(ids(untouched).toSorted()).toEqual(ids(matching).toSorted())
        // In the order of creation nothing moves: no item comes twice, whatever happens to it.
        const distinct = new Set(ids(seen))
        if (listing.sort === 'createdAt') expect(distinct.size).toBe(seen.length)
      },
    ),
    { numRuns: 60 },
  )
})

const world = await testThings()
await createEntityTable(world.client, 'replica')

test('10,000 items over 64 shards: each comes once, in the order of creation and by name, and no request takes more than the budget, without a hit either', async () => {
  const things = world.of('aaaaaaaaaaaa', 64)
  const all = Array.from({ length: 10_000 }, (_, n) => ({
    id: things.newId(),
    name: `${n % 100 === 0 ? 'Lamp' : 'Thing'} ${n % 977}`,
    size: n % 331,
    note: 'x'.repeat(300),
  }))
  await putAll(world.client, 'things', all.map(things.item))
  for (const listing of [{}, { sort: 'name' as const, descending: true }]) {
    const { things: seen, mostUnits } = await walk(things, { ...listing, limit: 100 })
    expect(ids(seen).toSorted()).toEqual(ids(all).toSorted())
    expect(mostUnits).toBeLessThanOrEqual(MAX_REQUEST_UNITS)
    for (const [search, hits] of [
      ['lamp', 100],
      ['nothing', 0],
    ] as const) {
      const found = await walk(things, { ...listing, search, limit: 20 })
      expect(new Set(ids(found.things)).size).toBe(hits)
      expect(found.things).toHaveLength(hits)
      expect(found.mostUnits).toBeLessThanOrEqual(MAX_REQUEST_UNITS)
      // A bounded request still gets on: these are 64 partitions, of which each takes half a unit a query.
      expect(found.requests).toBeLessThan(40)
    }
  }
})

test('thousands of items over 64 shards, while others are written and indexes lag behind: each of those that stay comes once', async () => {
  const replica = table(world.client, 'replica')
  const lagging = laggingTable(world.table, replica)
  const things = world.of('dddddddddddd', 64, { table: lagging.table })
  const all = Array.from({ length: 3_000 }, (_, n) => ({
    id: things.newId(),
    name: `Thing ${n % 977}`,
    size: n % 331,
  }))
  for (const name of ['things', 'replica']) await putAll(world.client, name, all.map(things.item))
  const stored = new Set(ids(all))
  const left = all.values()
  for (const sort of ['createdAt', 'name'] as const) {
    const touched = new Set<string>()
    const before = [...stored]
    const { things: seen, mostUnits } = await walk(things, { sort, limit: 100 }, async () => {
      const [gone, renamed] = [left.next().value, left.next().value]
      if (!gone || !renamed) return
      for (const { id } of [gone, renamed]) touched.add(id)
      stored.delete(gone.id)
      await things.remove(gone.id)
      await things.replace(renamed.id, { name: 'Zebra', size: 999 })
      await things.insert({ id: things.newId(), name: 'Another', size: 1 })
      await lagging.catchUp(2)
    })
    expect(mostUnits).toBeLessThanOrEqual(MAX_REQUEST_UNITS)
    const staying = before.filter((id) => !touched.has(id))
    const theirs = new Set(staying)
    expect(
      ids(seen)
        .filter((id) => theirs.has(id))
        .toSorted(),
    ).toEqual(staying.toSorted())
    await lagging.catchUp()
  }
})

test('64 shards of the largest items: every page shows something', async () => {
  const things = world.of('bbbbbbbbbbbb', 64)
  const all = Array.from({ length: 300 }, (_, n) => ({
    id: things.newId(),
    name: `${n}`,
    size: n,
    note: 'x'.repeat(15_900),
  }))
  await putAll(world.client, 'things', all.map(things.item))
  for (const sort of ['createdAt', 'name'] as const) {
    const { things: seen, mostUnits, requests } = await walk(things, { sort, limit: 100 })
    expect(ids(seen).toSorted()).toEqual(ids(all).toSorted())
    expect(mostUnits).toBeLessThanOrEqual(MAX_REQUEST_UNITS)
    expect(requests).toBeLessThan(60)
  }
})

test('a list page of a small tenant takes one query, or one of an index and one for its items', async () => {
  const calls: string[] = []
  const counting = {
    ...world.table,
    query: (query: Parameters<typeof world.table.query>[0]) => {
      calls.push(`query ${query.index ?? 'table'}`)
      return world.table.query(query)
    },
    getMany: (...input: Parameters<typeof world.table.getMany>) => {
      calls.push('items')
      return world.table.getMany(...input)
    },
  }
  const things = world.of('cccccccccccc', 1, { table: counting })
  for (let n = 0; n < 30; n++) await things.insert({ id: things.newId(), name: `${n}`, size: n })
  await things.list({ ...OLDEST_FIRST, limit: 20 })
  await things.list({ ...OLDEST_FIRST, limit: 20, sort: 'size' })
  expect(calls).toEqual(['query table', 'query slot3', 'items'])
})
