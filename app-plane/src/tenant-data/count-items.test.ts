import type { DataCursor } from '@tenantry/contracts/data-cursor.ts'
import { PEOPLE_EVENTS } from '@tenantry/contracts/events.ts'
import { shardKey } from '@tenantry/contracts/ids.ts'
import { outboxPartition } from '@tenantry/contracts/outbox.ts'
import type { StoreCounts } from '@tenantry/contracts/tenant-data.ts'
import { putAll } from '@tenantry/tests/support/entity-table.ts'
import { type DataWorld, dataWorld } from '@tenantry/tests/support/tenant-data.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runOperation } from './run-operation.ts'

const ACME = 'acme00000000'
const GLOBEX = 'globex000000'
let world: DataWorld

afterEach(() => world.close())
beforeEach(async () => {
  world = await dataWorld()
  for (const tenantId of [ACME, GLOBEX]) {
    const things = Array.from({ length: 30 }, (_, n) => ({ shardId: shardKey(tenantId, n % 4), id: `thg_${n}` }))
    await putAll(world.client, 'things', things)
    await world.tables.memberships?.put({ tenantId, userId: 'ada' })
    await world.tables.idempotency?.put({ partition: `${tenantId}-people-3`, id: 'key' })
    await world.tables.outbox?.put({ partition: outboxPartition(tenantId, PEOPLE_EVENTS[0], 7), id: 'one' })
    await world.tables.audit?.put({ trail: `users#${tenantId}`, entry: 'one' })
    await world.tables.directory?.put({ tenantId })
  }
})

/** Counts in calls of so many pages. */
async function count(tenantId: string, pages?: number): Promise<{ counts: StoreCounts; calls: number }> {
  const counts: StoreCounts = {}
  let cursor: DataCursor | null = null
  let calls = 0
  do {
    const answer: { cursor: DataCursor | null; counts: StoreCounts } = await world.call(
      { operation: 'count', tenantId, cursor },
      pages,
    )
    for (const [name, found] of Object.entries(answer.counts)) counts[name] = (counts[name] ?? 0) + found
    cursor = answer.cursor
    calls++
  } while (cursor)
  return { counts, calls }
}

test('the items of a tenant are counted in every store, as a scan finds them, and those of nobody else', async () => {
  const { counts } = await count(ACME)
  expect(counts).toEqual(await world.scan(ACME))
  expect(counts).toEqual({ things: 30, memberships: 1, outbox: 1, idempotency: 1, moves: 0, audit: 1, directory: 1 })
})

test('a row in a shard that the tenant never had is counted', async () => {
  await world.tables.things?.put({ shardId: shardKey(ACME, 63), id: 'planted' })
  expect((await count(ACME)).counts).toEqual({ ...(await world.scan(ACME)), things: 31 })
})

test('a call that ran out of time says where the next one goes on', async () => {
  const { counts, calls } = await count(ACME, 7)
  expect(counts).toEqual(await world.scan(ACME))
  expect(calls).toBeGreaterThan(10)
})

test.each([
  ['another operation', { operation: 'drop', tenantId: ACME, cursor: null }],
  ['a tenant id that is a pattern', { operation: 'count', tenantId: '************', cursor: null }],
  ['no tenant', { operation: 'count', cursor: null }],
])('a request with %s is refused before anything is read', async (_, request) => {
  const services = { ...world.services, readingOf: () => Promise.reject(new Error('a table was opened')) }
  await expect((async () => runOperation(services, request))()).rejects.toThrow(/invalid/i)
})
