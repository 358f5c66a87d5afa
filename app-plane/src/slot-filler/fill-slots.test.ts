import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { type AnyEntity, defineEntity } from '@tenantry/contracts/service/entity.ts'
import { slotUses } from '@tenantry/contracts/service/slot-uses.ts'
import { testDynamo } from '@tenantry/tests/support/dynamodb.ts'
import { createEntityTable } from '@tenantry/tests/support/entity-table.ts'
import { OLDEST_FIRST, THING, type Thing } from '@tenantry/tests/support/things.ts'
import { openLists } from '@tenantry/toolkit/lists.ts'
import { type ShardedTable, shardedTable } from '@tenantry/toolkit/sharded-table.ts'
import { system } from '@tenantry/toolkit/system.ts'
import { type Item, type Table, table } from '@tenantry/toolkit/table.ts'
import { Versions } from '@tenantry/toolkit/versions.ts'
import { beforeEach, expect, test, vi } from 'vitest'
import { type FillSlots, fillSlots } from './fill-slots.ts'
import { listStates } from './list-states.ts'
import { directoryTenants } from './tenants.ts'

// A table as one version of the code has left it, and what the next version makes of it.

const SETTLE_MS = 60_000
const TENANTS = ['acme00000000', 'globex000000', 'initech00000']

/** The code before knew one order, which the code that runs now does not have any more. */
const BEFORE = defineEntity({
  ...THING,
  sorts: { note: { slot: 1, text: ({ note = '' }: { note?: string }) => note } },
} as Parameters<typeof defineEntity>[0]) as AnyEntity

let client: DynamoDBClient
let things: Table
let now: number
let job: FillSlots
let warnings: unknown[]

beforeEach(async () => {
  client = await testDynamo('lists', 'directory')
  await createEntityTable(client, 'things')
  things = table(client, 'things')
  now = system.now()
  warnings = []
  for (const [index, tenantId] of TENANTS.entries()) await register(tenantId, index + 1)
  job = {
    entities: [THING],
    states: listStates(table(client, 'lists')),
    tenants: directoryTenants(table(client, 'directory'), { now: () => now }),
    tableOf: async () => things,
    settleMs: SETTLE_MS,
    remaining: () => 50_000,
    system: { now: () => now, sleep: async () => {} },
    logger: { info() {}, warn: (...line: unknown[]) => void warnings.push(line) },
  }
})

async function register(tenantId: string, shards: number) {
  await table(client, 'directory').put({
    tenantId,
    tenantName: tenantId,
    status: 'suspended',
    tier: 'Basic',
    deployment: { kind: 'pool' },
    readShards: shards,
    writeShards: shards,
    sequence: 1,
    changedAt: 1,
    apiKeyId: null,
    apiKey: null,
  })
}

const listsOf = () => openLists(table(client, 'lists'), { ...system, now: () => now })

function open(entity: AnyEntity, tenantId: string): ShardedTable<Thing, string> {
  const shards = TENANTS.indexOf(tenantId) + 1
  const tenant = { tenantId, readShards: shards, writeShards: shards, versions: new Versions(null) }
  return shardedTable({
    table: things,
    tenant,
    entity,
    system: { now: () => now, random: system.random },
    lists: listsOf(),
  })
}

/** Things of every tenant, as the code before wrote them, after its own job had been through. */
async function leave(count: number): Promise<void> {
  await fillSlots({ ...job, entities: [BEFORE] })
  for (const tenantId of TENANTS) {
    const before = open(BEFORE, tenantId)
    for (let n = 0; n < count; n++) {
      await before.insert({ id: before.newId(), name: `Thing ${count - n}`, size: n, note: `${n}` })
    }
  }
}

const namesOf = async (tenantId: string): Promise<string[]> =>
  (await open(THING, tenantId).list({ ...OLDEST_FIRST, sort: 'name' })).items.map(({ name }) => name)

async function everyItem(): Promise<Item[]> {
  const items: Item[] = []
  for (let after: Item | undefined, first = true; first || after; first = false) {
    const page: { items: Item[]; next: Item | undefined } = await things.scan({ limit: 100, ...(after && { after }) })
    items.push(...page.items)
    after = page.next
  }
  return items
}

test('a new order is refused until every item has its text, and then lists everything that was there before', async () => {
  await leave(30)
  await fillSlots(job)
  await expect(namesOf('acme00000000')).rejects.toMatchObject({ code: 'INVALID_REQUEST', field: 'sort' })

  now += SETTLE_MS - 1
  await fillSlots(job)
  expect((await job.states.get('things'))?.filling?.tenantId).toBeNull()

  now += 6_000
  await fillSlots(job)
  const sorted = Array.from({ length: 30 }, (_, n) => `Thing ${n + 1}`).sort()
  for (const tenantId of TENANTS) expect(await namesOf(tenantId)).toEqual(sorted)
  expect(await job.states.get('things')).toMatchObject({ complete: slotUses(THING), filling: null })
})

test('what the code writes while slots are filled is in the new order too', async () => {
  await leave(3)
  await fillSlots(job)
  const acme = open(THING, 'acme00000000')
  await acme.insert({ id: acme.newId(), name: 'Another', size: 1 })
  now += SETTLE_MS
  await fillSlots(job)
  expect(await namesOf('acme00000000')).toEqual(['Another', 'Thing 1', 'Thing 2', 'Thing 3'])
})

test('a run ends when its time is up, and the next goes on there: every item is written once', async () => {
  await leave(110)
  await fillSlots(job)
  now += SETTLE_MS
  const counting = { ...things, update: vi.fn(things.update) }
  let runs = 0
  while ((await job.states.get('things'))?.filling) {
    const tableOf = vi.fn(async () => counting)
    runs += 1
    await fillSlots({ ...job, tableOf, remaining: () => (tableOf.mock.calls.length < 2 ? 50_000 : 5_000) })
  }
  expect(runs).toBeGreaterThan(3)
  expect(counting.update).toHaveBeenCalledTimes(3 * 110)
  expect(await namesOf('initech00000')).toHaveLength(100)
})

test('a write that comes between the reading of an item and its filling is not undone', async () => {
  await leave(1)
  await fillSlots(job)
  now += SETTLE_MS
  const acme = open(THING, 'acme00000000')
  const [stored] = (await acme.list(OLDEST_FIRST)).items
  const id = stored?.id ?? ''
  let between = true
  const contended = {
    ...things,
    async update(...input: Parameters<Table['update']>) {
      if (between) {
        between = false
        await acme.replace(id, { name: 'Renamed', size: 7 })
      }
      return things.update(...input)
    },
  }
  await fillSlots({ ...job, tableOf: async () => contended })
  expect(await namesOf('acme00000000')).toEqual(['Renamed'])
  expect(await acme.get(id)).toEqual({ id, name: 'Renamed', size: 7, note: '0' })
})

test('an order that is gone leaves nothing in its slot, and costs nothing from then on', async () => {
  await leave(2)
  const without = defineEntity({ ...THING, sorts: { name: { ...THING.sorts.name, slot: 2 } } } as unknown as Parameters<
    typeof defineEntity
  >[0]) as AnyEntity
  await fillSlots({ ...job, entities: [without] })
  now += SETTLE_MS
  await fillSlots({ ...job, entities: [without] })
  const items = await everyItem()
  expect(items).toHaveLength(6)
  for (const item of items) {
    expect(item).not.toHaveProperty('slot1')
    expect(item).toHaveProperty('slot2')
  }
})

test('a table without a state belongs to the code that runs: its sorts are offered at once, and looked through once', async () => {
  const acme = open(THING, 'acme00000000')
  await acme.insert({ id: acme.newId(), name: 'First', size: 1 })
  expect(await namesOf('acme00000000')).toEqual(['First'])
  await fillSlots(job)
  expect(await namesOf('acme00000000')).toEqual(['First'])
  expect(await job.states.get('things')).toMatchObject({ complete: slotUses(THING), filling: null })
})

test('an item that is none of the entity holds up nobody: it is named in the log, and no list shows it', async () => {
  await leave(1)
  await things.put({ shardId: 'globex000000-0', id: 'forged', name: 7 })
  await fillSlots(job)
  now += SETTLE_MS
  await fillSlots(job)
  expect(warnings).toEqual([[expect.any(String), { tenantId: 'globex000000', id: 'forged' }]])
  expect(await namesOf('globex000000')).toEqual(['Thing 1'])
})

test('when nothing has changed, a run reads the states and writes nothing', async () => {
  await fillSlots(job)
  const put = vi.spyOn(job.states, 'put')
  const tableOf = vi.fn(job.tableOf)
  await fillSlots({ ...job, tableOf })
  expect(put).not.toHaveBeenCalled()
  expect(tableOf).not.toHaveBeenCalled()
})

test('an operator may have a table looked through again; its sorts stay offered', async () => {
  const acme = open(THING, 'acme00000000')
  for (const name of ['First', 'Second']) await acme.insert({ id: acme.newId(), name, size: 1 })
  await fillSlots(job)
  const first = (await everyItem()).find(({ name }) => name === 'First')
  await things.put({ ...first, slot1: 'z, somehow' })
  await fillSlots(job)
  expect(await namesOf('acme00000000')).toEqual(['Second', 'First'])
  await fillSlots(job, ['things'])
  expect(await namesOf('acme00000000')).toEqual(['First', 'Second'])
})

test('of two runs at the same time one goes on, and the table ends complete', async () => {
  await leave(120)
  await fillSlots(job)
  now += SETTLE_MS
  await Promise.all([fillSlots(job), fillSlots(job)])
  await fillSlots(job)
  expect(await job.states.get('things')).toMatchObject({ complete: slotUses(THING), filling: null })
  for (const item of await everyItem()) expect(item).toHaveProperty('slot3')
})
