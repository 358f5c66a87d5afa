import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  FENCE_ID,
  FENCE_ITEMS,
  type FenceState,
  fencePartition,
  JournalEntry,
  journalPartition,
} from '@tenantry/contracts/moves.ts'
import { buildTenantContext, TENANT_ID } from '@tenantry/tests/support/builders.ts'
import { createTables } from '@tenantry/tests/support/dynamodb.ts'
import { THING, type Thing, type Things, testThings } from '@tenantry/tests/support/things.ts'
import { beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { shardedTable } from './sharded-table.ts'
import { system } from './system.ts'
import { ConditionFailed, table } from './table.ts'
import { TenantScope } from './tenant-scope.ts'

let client: DynamoDBClient
const context = buildTenantContext('ann')
const scope = (journal: string) => TenantScope.open({ ...context, journal }, () => client)
/** Somebody of a tenant whose data moves. */
let moving: TenantScope
let things: Things

beforeEach(async () => {
  ;({ client } = await testThings())
  await createTables(client, ['moves', 'idempotency'])
  moving = scope('moves')
  things = thingsOf(moving)
  await setFence('open')
})

const thingsOf = (tenant: TenantScope): Things =>
  shardedTable({ table: tenant.table('things'), tenant, entity: THING, system, lists: null })

async function setFence(state: FenceState, items = FENCE_ITEMS) {
  for (let n = 0; n < items; n++)
    await table(client, 'moves').put({ partition: fencePartition(TENANT_ID, n), id: FENCE_ID, state })
}

/** The keys that the journal names. */
async function journal(): Promise<string[]> {
  const entries: JournalEntry[] = []
  for (let n = 0; n < FENCE_ITEMS; n++) {
    const key = { key: '#p = :p', names: { '#p': 'partition' }, values: { ':p': journalPartition(TENANT_ID, n) } }
    const { items } = await table(client, 'moves').query(key)
    entries.push(...items.map((item) => z.parse(JournalEntry, item)))
  }
  return entries.flatMap(({ changes }) => changes.map(({ table, key }) => `${table} ${Object.values(key).join(' ')}`))
}

async function insert(content: Omit<Thing, 'id'> = { name: 'Lamp', size: 1 }): Promise<string> {
  const id = things.newId()
  await things.insert({ id, ...content })
  return id
}
const keyIn = (id: string) => `things ${TENANT_ID}-0 ${id}`
const MOVING = { code: 'TENANT_MOVING', status: 409, headers: { 'retry-after': expect.stringMatching(/^\d+$/) } }

describe('while a tenant’s data moves', () => {
  test('each write is journaled, and answers as it does at other times', async () => {
    const id = await insert()
    expect(await things.replace(id, { name: 'Desk', size: 2 })).toEqual({ id, name: 'Desk', size: 2 })
    const update = { update: 'SET #size = :size', names: { '#size': 'size' }, values: { ':size': 3 } }
    expect(await things.update(id, update)).toEqual({ id, name: 'Desk', size: 3 })
    expect(await table(client, 'things').get({ shardId: `${TENANT_ID}-0`, id })).toMatchObject({ version: 3 })
    expect(await things.remove(id)).toMatchObject({ id, size: 3 })
    expect(await things.get(id)).toBeUndefined()
    expect(await journal()).toEqual(Array(4).fill(keyIn(id)))
  })

  test('what is not there is neither changed nor journaled', async () => {
    const id = things.newId()
    expect(await things.replace(id, { name: 'Desk', size: 2 })).toBeUndefined()
    expect(await things.remove(id)).toBeUndefined()
    expect(await journal()).toEqual([])
  })

  test('a condition that does not hold shows the item, and nothing is journaled', async () => {
    const id = await insert()
    const refused = (found: Thing) => new Error(`there are ${found.size}`)
    const update = { update: 'SET #n = :n', condition: '#size = :none', names: { '#n': 'name', '#size': 'size' } }
    const values = { ':n': 'Desk', ':none': 0 }
    await expect(things.update(id, { ...update, values, refused })).rejects.toThrow('there are 1')
    const again = { shardId: `${TENANT_ID}-0`, id }
    const put = moving.table('things').put(again, { condition: 'attribute_not_exists(id)' })
    await expect(put).rejects.toMatchObject({ item: { id, name: 'Lamp' } })
    await expect(moving.table('things').delete(again, { condition: 'attribute_not_exists(id)' })).rejects.toThrow(
      ConditionFailed,
    )
    expect(await journal()).toEqual([keyIn(id)])
  })

  test('a transaction is journaled as one, and its checks are not', async () => {
    const [some, other] = [await insert(), await insert()]
    const at = (id: string) => ({ table: 'things', key: things.key(id) ?? {} })
    await moving.transact([
      { kind: 'check', ...at(some), condition: 'attribute_exists(id)' },
      { kind: 'delete', ...at(other) },
    ])
    expect((await journal()).toSorted()).toEqual([keyIn(some), keyIn(other), keyIn(other)].toSorted())
  })

  test('writes at the same time do not fail each other', async () => {
    const ids = await Promise.all(Array.from({ length: 40 }, () => insert()))
    expect((await journal()).toSorted()).toEqual(ids.map(keyIn).toSorted())
  })
})

describe('behind the fence', () => {
  test('nothing is written or journaled: 409 with the time after which to try again', async () => {
    const id = await insert()
    await setFence('raised')
    const before = await table(client, 'things').scan({ limit: 10 })
    const all = [
      insert(),
      things.replace(id, { name: 'Desk', size: 2 }),
      things.remove(id),
      moving.transact([{ kind: 'delete', table: 'things', key: things.key(id) ?? {} }]),
      moving.table('idempotency').put({ partition: `${TENANT_ID}-services-0`, id: 'k' }),
      moving.ending('idempotency').put({ partition: `${TENANT_ID}-services-0`, id: 'k' }),
    ]
    for (const write of all) await expect(write).rejects.toMatchObject(MOVING)
    expect(await table(client, 'things').scan({ limit: 10 })).toEqual(before)
    expect(await journal()).toEqual([keyIn(id)])
    expect(await things.get(id)).toMatchObject({ name: 'Lamp' })
  })

  test('once the tenant is served elsewhere: 403, so that the caller looks up where', async () => {
    await setFence('moved')
    await expect(insert()).rejects.toMatchObject({ ...MOVING, code: 'TENANT_MOVED', status: 403 })
    await expect(moving.ending('idempotency').put({ partition: `${TENANT_ID}-services-0`, id: 'k' })).rejects.toThrow(
      'was moved',
    )
    expect(await journal()).toEqual([])
  })

  test('a condition that does not hold tells nothing of what is there', async () => {
    const id = await insert()
    await setFence('raised')
    const key = { shardId: `${TENANT_ID}-0`, id }
    const put = moving.table('things').put(key, { condition: 'attribute_not_exists(id)' })
    await expect(put).rejects.toMatchObject(MOVING)
  })

  test('while it is closing, what was begun ends and nothing begins', async () => {
    await setFence('closing')
    const answer = { partition: `${TENANT_ID}-services-0`, id: 'k' }
    await expect(moving.table('idempotency').put(answer)).rejects.toMatchObject(MOVING)
    await moving.ending('idempotency').put(answer)
    expect(await journal()).toEqual([`idempotency ${TENANT_ID}-services-0 k`])
  })

  test('a write that finds no fence is refused: whoever believes that data moves writes past no other move', async () => {
    for (let n = 0; n < FENCE_ITEMS; n++)
      await table(client, 'moves').delete({ partition: fencePartition(TENANT_ID, n), id: FENCE_ID })
    await expect(insert()).rejects.toMatchObject(MOVING)
  })

  test('with one item raised, the writes that draw it are refused', async () => {
    await setFence('raised', 8)
    const outcomes = await Promise.allSettled(Array.from({ length: 64 }, () => insert()))
    const kinds = new Set(outcomes.map(({ status }) => status))
    expect([...kinds].toSorted()).toEqual(['fulfilled', 'rejected'])
  })
})

test('at other times a write asks no fence and is not journaled', async () => {
  await setFence('raised')
  const plain = thingsOf(scope(''))
  const id = plain.newId()
  await plain.insert({ id, name: 'Lamp', size: 1 })
  expect(await plain.remove(id)).toMatchObject({ id })
  expect(await journal()).toEqual([])
})
