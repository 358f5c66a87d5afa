import { testDynamo } from '@tenantry/tests/support/dynamodb.ts'
import { beforeEach, describe, expect, test } from 'vitest'
import { ApiError } from './api-error.ts'
import { type ApiResponse, created } from './http.ts'
import { answerOnce, type KeyedRequest } from './kept-answers.ts'
import { type Table, table } from './table.ts'

const REQUEST: KeyedRequest = { key: 'k-1', operation: 'createThing', caller: { userId: 'ann' }, content: 'a' }
let items: Table
let now: number
let runs: number
let warnings: number
/** What happens while a request waits for another one. */
let whileWaiting: () => Promise<unknown>

beforeEach(async () => {
  items = table(await testDynamo('idempotency'), 'idempotency')
  now = Date.UTC(2026, 0, 1)
  runs = 0
  warnings = 0
  whileWaiting = async () => {}
})

const system = {
  now: () => now,
  uuid: () => crypto.randomUUID(),
  async sleep(ms: number) {
    now += ms
    await whileWaiting()
  },
}
const make = async (): Promise<ApiResponse> => ({ ...created({ id: `thing-${++runs}` }), headers: { etag: '"1"' } })
const send = (change: Partial<KeyedRequest> = {}, work = make, partition = 'acme-services') =>
  answerOnce({ table: items, partition: (n) => `${partition}-${n}` }, { ...REQUEST, ...change }, work, {
    logger: { warn: () => void warnings++ },
    system,
  })
const conflict = { code: 'IDEMPOTENCY_CONFLICT', status: 409, field: 'Idempotency-Key' }

test('a repeated request is done once, and answered as it was the first time', async () => {
  const first = await send()
  expect(first).toEqual({ status: 201, body: { id: 'thing-1' }, headers: { etag: '"1"' } })
  expect(await send()).toEqual(first)
  expect(runs).toBe(1)
})

test('an answer without a body is repeated without one', async () => {
  await send({}, async () => ({ status: 204 }))
  expect(await send()).toMatchObject({ status: 204, body: undefined })
})

test('the same key with another request is refused, and not done', async () => {
  await send()
  await expect(send({ content: 'b' })).rejects.toMatchObject(conflict)
  expect(runs).toBe(1)
})

test.each<[string, Partial<KeyedRequest>, string?]>([
  ['another person', { caller: { userId: 'bob' } }],
  ['a stranger', { caller: {} }],
  ['another operation', { operation: 'createOther' }],
  ['another key', { key: 'k-2' }],
  ['another tenant', {}, 'globex-services'],
])('%s has keys of their own', async (_, change, partition) => {
  await send()
  expect(await send(change, make, partition)).toMatchObject({ body: { id: 'thing-2' } })
})

test.each([
  ['', 'Idempotency-Key'],
  ['a b', 'Idempotency-Key'],
  ['x'.repeat(256), 'Idempotency-Key'],
])('the key %j is none', async (key, field) => {
  await expect(send({ key })).rejects.toMatchObject({ code: 'INVALID_REQUEST', field })
})

test('an answer is forgotten when it has expired, though its item is still there', async () => {
  await send()
  now += 24 * 3600 * 1000 - 1000
  expect(await send()).toMatchObject({ body: { id: 'thing-1' } })
  now += 2000
  expect(await send({ content: 'b' })).toMatchObject({ body: { id: 'thing-2' } })
  const [item] = (await items.scan({ limit: 9 })).items
  expect(item?.expiresAt).toBe(Math.floor(now / 1000) + 24 * 3600)
})

test.each([
  ['fails', new Error('broken')],
  ['is refused', new ApiError('CONFLICT', 'No.')],
])('a request that %s can be made again, also with another content', async (_, error) => {
  await expect(send({}, () => Promise.reject(error))).rejects.toBe(error)
  expect(await send({ content: 'b' })).toMatchObject({ body: { id: 'thing-1' } })
})

describe('while the first request is under way', () => {
  let finish: (response: ApiResponse) => void
  let first: Promise<ApiResponse>
  beforeEach(async () => {
    const begun = Promise.withResolvers<void>()
    first = send({}, () => {
      begun.resolve()
      return new Promise((resolve) => {
        finish = resolve
      })
    })
    await begun.promise
  })

  test('the same one waits for its answer', async () => {
    whileWaiting = async () => {
      finish(created({ id: 'first' }))
      await first
    }
    expect(await send()).toMatchObject({ body: { id: 'first' } })
    expect(runs).toBe(0)
  })

  test('the same one is asked to come again when that takes long', async () => {
    await expect(send()).rejects.toMatchObject({ ...conflict, headers: { 'retry-after': '1' } })
    await expect(send({ content: 'b' })).rejects.toMatchObject(conflict)
    expect(runs).toBe(0)
  })

  test('one that comes after the first must have ended is done, and its answer is the one that is kept', async () => {
    now += 16_000
    expect(await send()).toMatchObject({ body: { id: 'thing-1' } })
    finish(created({ id: 'late' }))
    expect(await first).toMatchObject({ body: { id: 'late' } })
    expect(warnings).toBe(1)
    expect(await send()).toMatchObject({ body: { id: 'thing-1' } })
  })
})

test('of many at once one is done, and all have its answer', async () => {
  whileWaiting = () => new Promise((resolve) => setImmediate(resolve))
  const answers = await Promise.all(Array.from({ length: 8 }, () => send()))
  expect(runs).toBe(1)
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
})
