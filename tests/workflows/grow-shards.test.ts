import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ThingsTable, thingsIn } from '../support/things.ts'
import type { CallSite, Fault } from './faults.ts'
import { mend, type Outcome, onboard, outcomeOf, problemsOf } from './onboard.ts'
import { type OnboardingWorld, onboardingWorld, type Registered } from './onboarding-world.ts'
import { shardedLoad } from './sharded-load.ts'

// Shards of a tenant grow while its requests write and read, on the local cloud's own tables and state machine. Its functions crash
// after each of their calls, or are denied it: what is written is seen by everybody at all times, and the growth ends.
let world: OnboardingWorld
let things: ThingsTable

beforeAll(async () => {
  world = await onboardingWorld()
  things = await thingsIn(world.dynamo)
})
afterAll(() => world.close())

const SHARDS = 4

/** A tenant that was onboarded some time ago: workflows sort by when they began. */
async function onboarded(): Promise<Registered> {
  const { registered } = await onboard(world)
  await world.clock.sleep(1000)
  return registered
}

async function grow(...faults: Fault[]) {
  const registered = await onboarded()
  const load = shardedLoad(world, things, registered.tenantId)
  await load.begin()
  world.faults.inject(faults)
  for (let tries = 1; !(await isGrowing(registered)); tries++) {
    if (tries > 3) world.faults.lift()
    if (tries > 9) throw new Error('The growth is refused')
    await world.growShards(registered, SHARDS)
  }
  await load.until(() => world.hasEnded(registered))
  const calls = world.faults.calls()
  await mend(world)
  return { registered, load, calls, outcome: await outcomeOf(world, registered) }
}

const isGrowing = async ({ tenantId }: Registered) => (await world.workflow(tenantId))?.kind === 'grow-shards'

type Growth = Awaited<ReturnType<typeof grow>>

/** All read and write all shards, and nobody has missed anything on the way. */
async function expectGrown({ registered, load }: Growth): Promise<void> {
  const { tenantId } = registered
  expect(await world.tenant(tenantId)).toMatchObject({ status: 'active', shards: SHARDS, workflowId: null })
  expect(await world.tenant(tenantId)).not.toHaveProperty('growsTo')
  expect(await world.directory(tenantId)).toMatchObject({ readShards: SHARDS, writeShards: SHARDS })
  // Requests go on, those with the oldest view of it first.
  const end = world.clock.now() + 70_000
  await load.until(async () => world.clock.now() >= end)
  expect(load.missed()).toEqual([])
  expect(await load.used()).toBeGreaterThan(1)
}

/** It ends in one of these ways; where nothing grew, one shard is written and read, and a retry lets all grow. */
async function expectGoodEnd(growth: Growth, allowed: Outcome[]): Promise<void> {
  const { registered, load, outcome } = growth
  const { tenantId } = registered
  expect(allowed, (await world.workflow(tenantId))?.error ?? '').toContain(outcome)
  if (outcome !== 'finished') {
    expect(await load.used()).toBe(1)
    if (outcome === 'compensated')
      expect(await world.directory(tenantId)).toMatchObject({ readShards: 1, writeShards: 1 })
    expect(await world.act(registered, 'retry'), 'the retry is accepted').toBe(true)
    await load.until(() => world.hasEnded(registered))
    await world.until(world.isSettled)
  }
  await expectGrown(growth)
}

/** Where the growth itself happens. */
const ON_THE_WAY: CallSite['fn'][] = ['lifecycle', 'tenant-directory', 'request-results']

describe('shards that grow', () => {
  let sites: CallSite[]
  beforeAll(async () => {
    const { calls } = await grow()
    // What workflows do with the same operation in one function again and again is tried where it first happens.
    sites = calls.filter(({ fn, nth }) => ON_THE_WAY.includes(fn) && nth <= 3)
  })

  it('are read by everybody before anybody writes to them', async () => {
    const growth = await grow()
    await expectGoodEnd(growth, ['finished'])
    expect(growth.load.written()).toBeGreaterThan(20)
    expect(sites.length).toBeGreaterThan(15)
  })

  it('grow by themselves whichever function crashes after whichever call', async () => {
    const faults = sites.map((at): Fault => ({ at, kind: 'crash after' }))
    expect(await problemsOf(faults, async (fault) => expectGoodEnd(await grow(fault), ['finished']))).toEqual([])
  })

  it('grow, or stay as they are and can be tried again, whichever call is denied', async () => {
    const faults = sites.map((at): Fault => ({ at, kind: 'denied' }))
    const problems = await problemsOf(faults, async (fault) =>
      expectGoodEnd(await grow(fault), ['finished', 'compensated', 'stuck']),
    )
    expect(problems).toEqual([])
  })

  it('grow once when every step and every event is delivered twice, and again later', async () => {
    world.deliverTwice(true)
    const growth = await grow()
    world.deliverTwice(false)
    await expectGoodEnd(growth, ['finished'])
    const before = await world.tenant(growth.registered.tenantId)
    await world.deliverAgain()
    await world.until(world.isSettled)
    expect(await world.tenant(growth.registered.tenantId)).toEqual(before)
  })

  it('stay as they are when an operator undoes it in time, and can grow after that', async () => {
    const registered = await onboarded()
    const { tenantId } = registered
    const load = shardedLoad(world, things, tenantId)
    await load.begin()
    await world.growShards(registered, SHARDS)
    await load.until(async () => (await world.directory(tenantId))?.readShards === SHARDS)
    expect(await world.growShards(registered, SHARDS + 1), 'a second growth meanwhile').toBe(false)
    expect(await world.act(registered, 'undo')).toBe(true)
    await load.until(() => world.hasEnded(registered))
    expect(await world.workflow(tenantId)).toMatchObject({ status: 'undone' })
    expect(await world.tenant(tenantId)).toMatchObject({ shards: 1, workflowId: null })
    await world.until(world.isSettled)
    expect(await world.directory(tenantId)).toMatchObject({ readShards: 1, writeShards: 1 })
    expect(await load.used()).toBe(1)
    expect(await world.growShards(registered, SHARDS)).toBe(true)
    await load.until(() => world.hasEnded(registered))
    await world.until(world.isSettled)
    await expectGrown({ registered, load, calls: [], outcome: 'finished' })
  })
})
