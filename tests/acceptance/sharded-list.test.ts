import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { entityId, ID_ALPHABET, ID_RANDOM_LENGTH } from '@tenantry/contracts/ids.ts'
import { defineEntity } from '@tenantry/contracts/service/entity.ts'
import { folded } from '@tenantry/contracts/sort-text.ts'
import { AwsError } from '@tenantry/local-cloud/core/aws-error.ts'
import { testDynamodb } from '@tenantry/local-cloud/dynamodb/dynamodb-fixture.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import type { Listing } from '@tenantry/toolkit/listing.ts'
import { encodeCursor } from '@tenantry/toolkit/pages.ts'
import { type ShardedTable, shardedTable } from '@tenantry/toolkit/sharded-table.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { table } from '@tenantry/toolkit/table.ts'
import { keyOf } from '@tenantry/toolkit/table-input.ts'
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import * as z from 'zod/mini'

const Thing = z.object({ id: z.string(), name: z.string() })
type Thing = z.infer<typeof Thing>
const THING = defineEntity({
  name: 'thing',
  collection: 'things',
  idPrefix: 'thg',
  schema: Thing,
  sorts: { name: ({ name }) => folded(name) },
  searched: ({ name }) => [name],
})
type Things = ShardedTable<Thing, 'name'>

const OLDEST_FIRST: Listing<'name'> = {
  limit: 100,
  cursor: undefined,
  sort: 'createdAt',
  descending: false,
  search: undefined,
}

const SHARDS = [1, 2, 8]
const LIMITS = [1, 7, 100]

let dynamodb: ReturnType<typeof testDynamodb>
/** Items that each Query asked for at most. */
let asked: number[]
let failingShard: string | undefined

beforeEach(() => {
  dynamodb = testDynamodb()
  asked = []
  failingShard = undefined
  dynamodb.call('CreateTable', {
    TableName: 'things',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['shardId', 'id', 'byName'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    LocalSecondaryIndexes: [
      {
        IndexName: 'byName',
        KeySchema: [
          { AttributeName: 'shardId', KeyType: 'HASH' },
          { AttributeName: 'byName', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
    KeySchema: [
      { AttributeName: 'shardId', KeyType: 'HASH' },
      { AttributeName: 'id', KeyType: 'RANGE' },
    ],
  })
})

/** The SDK's client, whose requests reach the local cloud's engine without a socket. */
function inProcessClient(): DynamoDBClient {
  return new DynamoDBClient({
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    requestHandler: {
      handle: async ({ headers, body }: { headers: Record<string, string>; body: Uint8Array }) => {
        const operation = headers['x-amz-target']?.split('.')[1] ?? ''
        return { response: answer(operation, JSON.parse(Buffer.from(body).toString())) }
      },
    },
  })
}

function answer(operation: string, input: Record<string, unknown>) {
  const headers = { 'content-type': 'application/x-amz-json-1.0' }
  const encoded = (statusCode: number, body: object) => ({
    statusCode,
    headers,
    body: Buffer.from(JSON.stringify(body)),
  })
  if (operation === 'Query') asked.push(Number(input.Limit))
  if (operation === 'Query' && failingShard && JSON.stringify(input).includes(failingShard)) {
    return encoded(500, { __type: 'InternalServerError', message: 'this shard does not answer' })
  }
  try {
    return encoded(200, dynamodb.call(operation, input))
  } catch (error) {
    if (!(error instanceof AwsError)) throw error
    return encoded(error.status, { __type: error.code, message: error.message, ...error.members })
  }
}

function thingsOf(tenantId: string, shards: number, now: () => number = system.now): Things {
  return shardedTable({
    table: table(inProcessClient(), 'things'),
    tenant: { tenantId, readShards: shards, writeShards: shards },
    entity: THING,
    system: { now, random: system.random },
  })
}

async function insert(things: Things, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => things.newId())
  for (const id of ids) await things.insert({ id, name: id })
  return ids
}

async function walk(
  things: Things,
  limit: number,
  between: () => Promise<unknown> = async () => {},
  listing: Partial<Listing<'name'>> = {},
) {
  const pages: Thing[][] = []
  let cursor: string | undefined
  do {
    const page = await things.list({ ...OLDEST_FIRST, ...listing, limit, cursor })
    pages.push(page.items)
    cursor = page.nextCursor ?? undefined
    if (cursor) await between()
  } while (cursor)
  return pages
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
        const things = thingsOf(tenantId, shards, () => time)
        const existing = await insert(things, Math.floor(before / 2))
        time += 1
        existing.push(...(await insert(things, Math.ceil(before / 2))))
        const turns = during.values()
        const pages = await walk(things, limit, async () => {
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
  const mine = thingsOf('aaaaaaaaaaaa', 8)
  const ids = await insert(mine, 20)
  await insert(thingsOf('bbbbbbbbbbbb', 8), 20)
  expect((await walk(mine, 7)).flat().map((thing) => thing.id)).toEqual(ids.toSorted())
})

test("another tenant's id finds nothing, though both tenants have that shard", async () => {
  const [id = ''] = await insert(thingsOf('aaaaaaaaaaaa', 2), 1)
  const theirs = thingsOf('bbbbbbbbbbbb', 2)
  expect(await theirs.get(id)).toBeUndefined()
  expect(await theirs.replace(id, { name: 'x' })).toBeUndefined()
  expect(await theirs.remove(id)).toBeUndefined()
  expect(await theirs.getMany([id])).toEqual([])
})

test('an id of another kind, of a shard that the tenant has not, or malformed, finds nothing and reads nothing', async () => {
  const things = thingsOf('aaaaaaaaaaaa', 2)
  const random = system.random(ID_RANDOM_LENGTH, ID_ALPHABET)
  const now = system.now()
  for (const id of [entityId('oth', now, 0, random), entityId('thg', now, 2, random), '', '../x', '__proto__']) {
    expect(await things.get(id)).toBeUndefined()
  }
})

test('a shard that fails fails the list instead of shortening it', async () => {
  const things = thingsOf('aaaaaaaaaaaa', 8)
  await insert(things, 20)
  failingShard = 'aaaaaaaaaaaa-5'
  await expect(things.list({ ...OLDEST_FIRST, limit: 7 })).rejects.toThrow('this shard does not answer')
})

test('a page reads about what it shows, and not a whole page from each shard', async () => {
  const things = thingsOf('aaaaaaaaaaaa', 8)
  await insert(things, 200)
  asked = []
  await things.list({ ...OLDEST_FIRST, limit: 40 })
  expect(asked.reduce((sum, limit) => sum + limit, 0)).toBeLessThan(41 * 3)
  expect(Math.max(...asked)).toBeLessThanOrEqual(41)
})

test('a cursor is a position and nothing else: neither forged text nor an id of another kind is one', async () => {
  const things = thingsOf('aaaaaaaaaaaa', 2)
  await insert(things, 3)
  const { nextCursor } = await things.list({ ...OLDEST_FIRST, limit: 1 })
  expect(Buffer.from(nextCursor ?? '', 'base64url').toString()).not.toContain('aaaaaaaaaaaa')
  const order = entityId('oth', system.now(), 0, system.random(ID_RANDOM_LENGTH, ID_ALPHABET))
  for (const cursor of [
    '',
    'x',
    `${nextCursor}!`,
    encodeCursor({ ...cursorOf(nextCursor), after: order }),
    encodeCursor({ ...cursorOf(nextCursor), of: '["name",false,null]' }),
    encodeCursor({}),
    'a'.repeat(5000),
  ]) {
    const error = await things.list({ ...OLDEST_FIRST, limit: 1, cursor }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({ code: 'INVALID_CURSOR', field: 'cursor' })
  }
})

const cursorOf = (cursor: string | null): object => JSON.parse(Buffer.from(cursor ?? '', 'base64url').toString())

test.each(SHARDS)(
  'at %i shards, a list sorted by name or searched holds exactly what it should, in its order, page by page',
  async (shards) => {
    const name = fc.stringMatching(/^[abAB😀～]{1,3}$/u)
    const page = fc.constantFrom(...LIMITS)
    let run = 0
    await fc.assert(
      fc.asyncProperty(fc.array(name, { maxLength: 40 }), page, fc.boolean(), async (names, limit, descending) => {
        const things = thingsOf(`sorted${String(run++).padStart(6, '0')}`, shards)
        for (const one of names) await things.insert({ id: things.newId(), name: one })
        const sorted = (await walk(things, limit, undefined, { sort: 'name', descending })).flat().map((it) => it.name)
        const bytes = sorted.map((one) => Buffer.from(folded(one)))
        expect(bytes).toEqual(bytes.toSorted(Buffer.compare)[descending ? 'reverse' : 'slice']())
        expect(sorted.toSorted()).toEqual(names.toSorted())
        const found = (await walk(things, limit, undefined, { search: 'AB', descending })).flat().map((it) => it.name)
        expect(found.toSorted()).toEqual(names.filter((one) => one.toLowerCase().includes('ab')).toSorted())
      }),
      { numRuns: 12 },
    )
  },
)

test('a search through much that does not match ends early, and its cursor goes on to what does', async () => {
  const things = thingsOf('aaaaaaaaaaaa', 2)
  const straws = Array.from({ length: 21_000 }, () => things.item({ id: things.newId(), name: 'straw' }))
  for (let at = 0; at < straws.length; at += 25) {
    const puts = straws.slice(at, at + 25).map((straw) => ({ PutRequest: { Item: keyOf(straw) } }))
    dynamodb.call('BatchWriteItem', { RequestItems: { things: puts } })
  }
  await things.insert({ id: things.newId(), name: 'needle' })
  const pages = await walk(things, 7, undefined, { search: 'Needle' })
  expect(pages.flat().map(({ name }) => name)).toEqual(['needle'])
  expect(pages.length).toBeGreaterThan(1)
})

test('a replaced entity is found by its new name and not by its old one', async () => {
  const things = thingsOf('aaaaaaaaaaaa', 2)
  const [id = ''] = await insert(things, 1)
  await things.replace(id, { name: 'Lamp' })
  expect((await walk(things, 7, undefined, { sort: 'name' })).flat()).toEqual([{ id, name: 'Lamp' }])
  expect((await walk(things, 7, undefined, { search: id })).flat()).toEqual([])
})
