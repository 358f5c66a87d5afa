import { POOL } from '@tenantry/contracts/deployment.ts'
import { PEOPLE_EVENTS } from '@tenantry/contracts/events.ts'
import { FENCE_ID, FENCE_ITEMS } from '@tenantry/contracts/moves.ts'
import { outboxPartition } from '@tenantry/contracts/outbox.ts'
import { TENANT_REQUEST } from '@tenantry/contracts/tenant-request.ts'
import { QuotaExhausted } from '@tenantry/control-plane/quotas/headroom.ts'
import { table } from '@tenantry/toolkit/table.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AT, TENANT_ID } from '../support/builders.ts'
import { type Act, busyPeople } from './busy-people.ts'
import { type Fault, moveWorld, SILO, THING_MADE } from './move-world.ts'

/** Each takes about half a second of a processor. */
const RUNS = 10

const size = fc.nat(1000)
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('insert' as const), size }) },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constantFrom('replace' as const, 'update' as const), n: fc.nat(20), size }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('remove' as const), n: fc.nat(20), size }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('exchange' as const), n: fc.nat(20), size }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('keyed' as const), key: fc.nat(3), size }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('refresh' as const) }) },
)
const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 8, arbitrary: fc.constant(null) },
  { weight: 3, arbitrary: fc.constantFrom<Fault>('before', 'after', 'late') },
)
const scenario = fc.record({
  from: fc.constantFrom(POOL, SILO),
  before: fc.array(act, { maxLength: 15 }),
  during: fc.array(fc.array(act, { minLength: 5, maxLength: 60 }), { minLength: 1, maxLength: 3 }),
  faults: fc.array(fault, { maxLength: 60 }),
  growsTo: fc.constantFrom(4, 9, 16),
  growsAfter: fc.nat(40),
  end: fc.constantFrom('confirm' as const, 'undo' as const, 'undo while it runs' as const),
  undoAfter: fc.nat(60),
})

test('whatever people write while a tenant moves, and wherever the move is cut off, nothing acknowledged is lost, doubled or back', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async ({ from, before, during, faults, growsTo, growsAfter, end, undoAfter }) => {
      const world = await moveWorld({ from, faults })
      const people = busyPeople(world)
      await people.work(0, before)

      const machine = world.runMachine(people.gate)
      let turns = 0
      let isOver = false
      const aside = (async () => {
        for (; !isOver; turns++) {
          await new Promise((resolve) => setImmediate(resolve))
          if (turns === growsAfter) await world.grow(growsTo).catch(() => {})
          if (turns === undoAfter && end === 'undo while it runs' && (await world.workflow()).status === 'running')
            await world.undo().catch(() => {})
        }
      })()
      await Promise.all([machine, ...during.map((acts, who) => people.work(who + 1, acts))])
      isOver = true
      await aside
      const { status } = await world.workflow()
      if (status === 'waiting') {
        expect(await people.differences(world.to.kind)).toEqual([])
        const more = during.map((acts, who) => people.work(who + 5, acts.slice(0, 20)))
        if (end === 'confirm') {
          await world.confirm()
          await Promise.all([world.runMachine(people.gate), ...more])
        } else await Promise.all([world.undo(people.gate), ...more])
      }
      await world.finishLate()

      const ended = await world.workflow()
      const { deployment, journaled, workflowId } = await world.tenant()
      expect(['done', 'undone']).toContain(ended.status)
      const isMoved = ended.status === 'done'
      expect({ deployment, journaled, workflowId }).toEqual({
        deployment: isMoved ? world.to : from,
        journaled: false,
        workflowId: null,
      })
      expect(await people.differences(deployment.kind)).toEqual([])
      expect(world.keys()).toEqual([isMoved ? 'key2' : 'key1'])
      expect(world.hasStack(), 'a stack where the tenant is, and none else').toBe(deployment.kind === 'silo')
      const other = deployment.kind === 'pool' ? 'silo' : 'pool'
      expect((await table(world.clients[other], 'things').scan({ limit: 10 })).items).toEqual([])
      for (const client of Object.values(world.clients)) {
        const { items } = await table(client, 'moves').scan({ limit: 1000 })
        expect(items.filter(({ id }) => id !== 'epoch')).toEqual([])
      }
    }),
    // A failure is shown as it was found: to make it smaller takes minutes.
    { numRuns: RUNS, endOnFailure: true },
  )
})

async function movedWith(faults: Fault[] = []) {
  const world = await moveWorld({ faults })
  const people = busyPeople(world)
  await people.work(0, [
    { kind: 'insert', size: 1 },
    { kind: 'insert', size: 2 },
    { kind: 'keyed', key: 1, size: 0 },
  ])
  return { world, people }
}
const all = (client: Parameters<typeof table>[0], name: string) => table(client, name).scan({ limit: 100 })

test('what services have yet to report moves with the tenant, and what is to be reported of people, or asked in their names, stays', async () => {
  const { world } = await movedWith()
  const outbox = table(world.clients.pool, 'outbox')
  const ofPeople = { partition: outboxPartition(TENANT_ID, PEOPLE_EVENTS[0], 3), id: 'news' }
  const answer = { partition: `${TENANT_ID}-people-3`, id: 'answer' }
  await table(world.clients.pool, 'idempotency').put(answer)
  const ofServices = { partition: outboxPartition(TENANT_ID, THING_MADE.type, 3), id: 'event' }
  const asked = { partition: outboxPartition(TENANT_ID, TENANT_REQUEST, 3), id: 'asked' }
  for (const key of [ofPeople, asked, ofServices]) await outbox.put({ ...key, outbox: 'waiting-0', waitingSince: AT })
  await world.runMachine()
  expect((await all(world.clients.silo, 'outbox')).items).toMatchObject([ofServices])
  await world.confirm()
  await world.runMachine()
  const { items: left } = await all(world.clients.pool, 'outbox')
  expect(left.map(({ id }) => id).sort()).toEqual(['asked', 'news'])
  expect((await all(world.clients.pool, 'idempotency')).items).toEqual([answer])
})

test('an answer that was kept before the move is given after it', async () => {
  const { world, people } = await movedWith()
  await world.runMachine()
  await people.work(0, [{ kind: 'refresh' }, { kind: 'keyed', key: 1, size: 0 }])
  expect(people.counts()).toEqual({ made: 5, refused: 0 })
})

const fencesOf = async (client: Parameters<typeof table>[0]) =>
  (await all(client, 'moves')).items.filter(({ id }) => id === FENCE_ID).map(({ state }) => state)

test('the fence of the old place says that the tenant is elsewhere, until the move is undone', async () => {
  const { world, people } = await movedWith()
  await world.runMachine()
  expect(await fencesOf(world.clients.pool)).toEqual(Array(FENCE_ITEMS).fill('moved'))
  await world.undo()
  await people.work(0, [{ kind: 'refresh' }, { kind: 'insert', size: 3 }])
  expect(people.counts()).toMatchObject({ refused: 0 })
})

test('while a tenant that came back is not yet served again, its fence sends nobody to where it was', async () => {
  const world = await moveWorld({ hears: (nth) => nth !== 3 })
  await world.runMachine()
  const seen: unknown[] = []
  await world.undo(async (leap) => {
    seen.push(...(await fencesOf(world.clients.pool)))
    leap()
  })
  expect(seen).toContain('raised')
  expect(seen).not.toContain('moved')
})

test('a copy that is not the same is not switched to: the move is undone, and people go on where they are', async () => {
  const { world, people } = await movedWith()
  const planted = { shardId: `${TENANT_ID}-40`, id: 'planted' }
  const machine = world.runMachine(async (leap) => {
    if ((await world.tenant()).journaled) await table(world.clients.silo, 'things').put(planted)
    leap()
  })
  await machine
  expect(await world.workflow()).toMatchObject({ status: 'failed', error: expect.stringMatching(/things has 3 items/) })
  expect(await world.tenant()).toMatchObject({ deployment: POOL, journaled: false, workflowId: null })
  expect((await all(world.clients.silo, 'things')).items).toEqual([])
  await people.work(0, [{ kind: 'refresh' }, { kind: 'insert', size: 3 }])
  expect(people.counts()).toMatchObject({ refused: 0 })
})

test('work that was cut off and runs on later writes nothing over what came after it', async () => {
  const { world } = await movedWith()
  const things = table(world.clients.silo, 'things')
  const ask = (operation: 'begin-work' | 'write-items', request: object) =>
    world.places(SILO).ask(operation, { tenantId: TENANT_ID, ...request } as never)
  const { epoch } = await ask('begin-work', {})
  const key = { shardId: `${TENANT_ID}-0`, id: 'one' }
  const writing = (size: number, epoch: number) =>
    ask('write-items', { epoch, items: [{ store: 'things', key, item: { size } }] })
  await writing(1, epoch)
  const { epoch: later } = await ask('begin-work', {})
  await writing(2, later)
  await expect(writing(1, epoch)).rejects.toThrow('Other work has begun')
  expect(await things.get(key)).toMatchObject({ size: 2 })
})

test('a place deletes nothing of a tenant that it serves', async () => {
  const { world } = await movedWith()
  const { epoch } = await world.places(POOL).ask('begin-work', { tenantId: TENANT_ID })
  const removal = world.places(POOL).ask('remove-items', { tenantId: TENANT_ID, cursor: null, epoch })
  await expect(removal).rejects.toThrow('is served here')
})

test('a move for which the account has no room fails before anything is made', async () => {
  const wanted: unknown[] = []
  const world = await moveWorld({
    checkRoom: async (asked) => {
      wanted.push(asked)
      throw new QuotaExhausted('The AWS account has no room.')
    },
  })
  await world.runMachine()
  expect(wanted).toEqual([{ deployment: 'silo', usagePlans: 1 }])
  expect(await world.workflow()).toMatchObject({ status: 'failed', error: expect.stringContaining('no room') })
  expect(await world.tenant()).toMatchObject({ deployment: POOL, workflowId: null })
  expect({ keys: world.keys(), hasStack: world.hasStack() }).toEqual({ keys: ['key1'], hasStack: false })
})

test('a fence does not stand for ever: when the application plane never hears of the switch, the move is undone', async () => {
  // The announcement of the journal is heard. Then nothing is, until long after the move was given up.
  const world = await moveWorld({ hears: (nth) => nth === 1 || nth > 9 })
  const people = busyPeople(world)
  await people.work(0, [{ kind: 'insert', size: 10 }])
  const began = world.system.now()
  await world.runMachine(people.gate)
  const { status, error, steps } = await world.workflow()
  expect({ status, error }).toEqual({ status: 'failed', error: expect.stringContaining('tenant-directory') })
  expect(steps.find(({ name }) => name === 'switch')).toMatchObject({ status: 'failed' })
  expect(await world.tenant()).toMatchObject({ deployment: POOL, journaled: false, workflowId: null })
  expect((await world.entry()).deployment).toEqual(POOL)
  for (const client of Object.values(world.clients))
    expect((await all(client, 'moves')).items.filter(({ id }) => id !== 'epoch')).toEqual([])
  expect(await people.differences('pool')).toEqual([])
  expect(world.system.now() - began).toBeLessThan(30 * 60_000)
})

test('a confirmed move ends though its last announcement was lost: the application plane is told again', async () => {
  const world = await moveWorld({ hears: (nth) => nth !== 3 })
  await world.runMachine()
  expect(await world.workflow()).toMatchObject({ status: 'waiting' })
  await world.confirm()
  await world.runMachine()
  expect(await world.workflow()).toMatchObject({ status: 'done' })
  expect((await world.entry()).journaled).toBe(false)
})
