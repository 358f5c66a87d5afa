import { DAY, HOUR, MINUTE } from '@tenantry/metering/hours.ts'
import { type Line, TEN, usageLine, zipped } from '@tenantry/metering/lines-fixture.ts'
import { afterAll, describe, expect, test } from 'vitest'
import { billingWorld } from '../support/billing.ts'
import { billingContract } from '../support/billing-contract.ts'

const PERIOD = '2026-11-29'
const NEXT_MIDNIGHT = TEN + 14 * HOUR
const SETTLED = NEXT_MIDNIGHT + 3 * HOUR

const worlds: Awaited<ReturnType<typeof billingWorld>>[] = []
async function newWorld(...args: Parameters<typeof billingWorld>) {
  const world = await billingWorld(...args)
  worlds.push(world)
  return world
}
afterAll(() => Promise.all(worlds.map((world) => world.close())))

const request = (id: string, at: number, tenantId: string): Line =>
  usageLine({ usageId: id, functionRequestId: `fn-${id}`, tenantId, time: new Date(at).toISOString() })
const DAY_OF_TWO = [
  request('1', TEN, 't1'),
  request('2', TEN + HOUR, 't1'),
  request('3', TEN + 2 * HOUR, 't2'),
  // Nobody is billed for the platform's own.
  usageLine({ usageId: '4', functionRequestId: 'fn-4', tenantId: null, time: new Date(TEN).toISOString() }),
]
const LATE = [request('5', TEN + 3 * HOUR, 't1')]

async function metered(world: Awaited<ReturnType<typeof billingWorld>>, lines: Line[], name = 'day') {
  expect(await world.work([await world.deliver(`usage/${name}`, zipped(lines))])).toEqual([])
}

describe('the adapter of files', () => {
  billingContract(async () => {
    const { provider, chargedRequests, customer } = await newWorld()
    const customerName = async (tenantId: string) => (await customer(tenantId))?.name ?? null
    return { provider, chargedRequests, customerName }
  })
})

test('a day is reported once for each tenant, when it is settled', async () => {
  const world = await newWorld()
  world.clock.now = SETTLED - MINUTE
  await metered(world, DAY_OF_TWO)
  await world.bill()
  expect(world.reports).toEqual([])
  world.clock.now = SETTLED
  await world.bill()
  await world.bill()
  world.clock.now += DAY
  await world.bill()
  expect(world.reports.map(({ idempotencyKey }) => idempotencyKey).sort()).toEqual([`t1/${PERIOD}/1`, `t2/${PERIOD}/1`])
  expect(await world.charged('t1', PERIOD)).toMatchObject({
    version: 1,
    events: [
      {
        id: `t1/${PERIOD}T00:00:00.000Z/2026-11-30T00:00:00.000Z/things/listThings`,
        type: 'sbt_aws_ingestUsage',
        data: { requests: 2 },
      },
    ],
  })
  expect(await world.customer('t1')).toMatchObject({ name: 'The t1', email: 'ada@t1.example', status: 'active' })
})

test('late usage of a closed day is a correction for its tenant, and nothing for others', async () => {
  const world = await newWorld()
  world.clock.now = SETTLED
  await metered(world, DAY_OF_TWO)
  await world.bill()
  world.clock.now += 20 * DAY
  await metered(world, LATE, 'late')
  await world.bill()
  await world.bill()
  expect(world.reports.slice(2).map(({ idempotencyKey }) => idempotencyKey)).toEqual([`t1/${PERIOD}/2`])
  expect(await world.chargedRequests('t1', PERIOD)).toBe(3)
  expect(await world.chargedRequests('t2', PERIOD)).toBe(1)
})

test('the last day of a tenant that was deleted is reported, and takes the address of its admin away', async () => {
  const world = await newWorld()
  world.clock.now = SETTLED
  world.statuses.t2 = 'deleted'
  await metered(world, DAY_OF_TWO)
  await world.bill()
  expect(await world.chargedRequests('t2', PERIOD)).toBe(1)
  expect(await world.customer('t2')).toMatchObject({ status: 'deleted', email: null })
})

test('a run without time goes on where the one before stopped', async () => {
  const world = await newWorld()
  const tenants = Array.from({ length: 120 }, (_, n) => `t${1_000 + n}`)
  world.clock.now = SETTLED
  await metered(
    world,
    tenants.map((tenantId) => request(tenantId, TEN, tenantId)),
  )
  const reported: number[] = []
  while (world.reports.length < tenants.length) {
    let looks = 0
    await world.bill(() => looks++ < 2)
    reported.push(world.reports.length)
  }
  expect(reported).toEqual([50, 100, 120])
  await world.bill()
  expect(world.reports.map(({ customer }) => customer).sort()).toEqual(tenants)
})

test('a tenant whose report fails holds up no other, and is reported when the provider takes it', async () => {
  const world = await newWorld()
  world.clock.now = SETTLED + DAY
  world.failing.add('t1')
  await metered(world, [...DAY_OF_TWO, request('9', TEN + DAY, 't3')])
  await expect(world.bill()).rejects.toThrow('Some usage of 2026-11-29 was not reported')
  expect(world.reports.map(({ idempotencyKey }) => idempotencyKey)).toEqual([`t2/${PERIOD}/1`, 't3/2026-11-30/1'])
  world.failing.clear()
  await world.bill()
  expect(world.reports.slice(2).map(({ idempotencyKey }) => idempotencyKey)).toEqual([`t1/${PERIOD}/1`])
})

/** The process of the function ends before or after a call. */
class Crash extends Error {}

test.each(['before', 'after'] as const)(
  'a run that dies %s any call is repeated, and charges each day once',
  async (when) => {
    for (let at = 1, isOver = false; !isOver; at++) {
      let calls = Number.NEGATIVE_INFINITY
      let isDead = false
      const world = await billingWorld(async (_operation, call) => {
        if (isDead) throw new Crash()
        const dies = ++calls === at
        if (dies) isDead = true
        if (dies && when === 'before') throw new Crash()
        const answer = await call()
        if (dies) throw new Crash()
        return answer
      })
      world.clock.now = SETTLED
      await metered(world, DAY_OF_TWO)
      calls = 0
      await world.bill().catch(() => undefined)
      isOver = !isDead
      isDead = false
      calls = Number.NEGATIVE_INFINITY
      const cutOff = world.reports.length
      // The lease of who died ends.
      world.clock.now += 15 * MINUTE
      if (at % 2 === 0) await metered(world, LATE, 'late')
      await world.bill()
      expect(await world.chargedRequests('t1', PERIOD), `died ${when} call ${at}`).toBe(at % 2 === 0 ? 3 : 2)
      expect(await world.chargedRequests('t2', PERIOD), `died ${when} call ${at}`).toBe(1)
      const contents = Map.groupBy(world.reports, ({ idempotencyKey }) => idempotencyKey)
      for (const [key, same] of contents) {
        expect(new Set(same.map(({ usage }) => JSON.stringify(usage))).size, `${key} has one content`).toBe(1)
      }
      if (at % 2 === 1) expect(world.reports.every(({ version }) => version === 1)).toBe(true)
      const after = world.reports.length
      await world.bill()
      expect(world.reports.length).toBe(after)
      expect(cutOff).toBeLessThanOrEqual(2)
      await world.close()
      if (isOver) expect(at).toBeGreaterThan(15)
    }
  },
)
