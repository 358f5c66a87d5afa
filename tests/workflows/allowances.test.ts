import { HOUR, MINUTE } from '@tenantry/metering/hours.ts'
import { type Line, TEN, usageLine, zipped } from '@tenantry/metering/lines-fixture.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { usageWorld } from '../support/usage.ts'

// What tenants use of their plans' allowances, as metering counts it: who is told of it, and when.
let world: Awaited<ReturnType<typeof usageWorld>>
let files = 0
let requests = 0

beforeEach(async () => {
  world = await usageWorld()
  world.clock.now = TEN + 20 * MINUTE
})
afterEach(() => world.close())

/** Requests of the operation that uses one, at a time. */
const made = (count: number, fields: Line = {}, at = TEN): Line[] =>
  Array.from({ length: count }, () => {
    const id = String(requests++)
    const ids = { usageId: `req-${id}`, functionRequestId: `fn-${id}`, correlationId: `req-${id}` }
    const operation = 'POST /things'
    return usageLine({ ...ids, time: new Date(at + requests).toISOString(), operation, status: 201, ...fields })
  })
async function metered(lines: Line[]): Promise<void> {
  expect(await world.work([await world.deliver(`usage/${files++}`, zipped(lines))])).toEqual([])
}
const told = () => world.uses.map(({ tenantId, used }) => [tenantId, used.things])

test('a tenant is told of once its maximum is reached, by what succeeded this month, and not before or again', async () => {
  world.plan.allowances = { things: 5 }
  await metered([
    ...made(3),
    ...made(9, { status: 409 }),
    ...made(9, { status: 429 }),
    ...made(9, { operation: 'GET /things' }),
  ])
  expect(told()).toEqual([])
  await metered(made(2, {}, TEN + HOUR / 4))
  expect(told()).toEqual([['t1', 5]])
  await metered(made(4))
  expect(told()).toEqual([['t1', 5]])
  expect(world.uses[0]).toMatchObject({ month: '2026-11', changedAt: world.clock.now })
})

test('days of the month add up, and those of another month count nothing', async () => {
  world.plan.allowances = { things: 5 }
  const day = 24 * HOUR
  world.clock.now = TEN - 2 * day
  await metered(made(3, {}, TEN - 3 * day))
  world.clock.now = TEN + 20 * MINUTE
  await metered(made(2))
  expect(told()).toEqual([['t1', 5]])
  world.clock.now = TEN + 3 * day
  await metered(made(4, {}, TEN + 3 * day))
  await metered(made(4))
  expect(told()).toEqual([['t1', 5]])
})

test('another maximum is told of when it is reached, and one that is reached no longer', async () => {
  world.plan.allowances = { things: 2 }
  await metered(made(2))
  world.plan.allowances = { things: 4 }
  await metered(made(1))
  expect(told()).toEqual([
    ['t1', 2],
    ['t1', 3],
  ])
  await metered(made(1))
  world.plan.allowances = {}
  await metered(made(1))
  expect(told().slice(2)).toEqual([
    ['t1', 4],
    ['t1', 5],
  ])
})

test('a maximum of the tenant’s own counts until its end', async () => {
  world.plan.allowances = { things: 2 }
  const until = new Date(TEN + HOUR).toISOString()
  const own = { rate: 1, burst: 1, quota: 1, entitlements: [], allowances: { things: 3 }, until }
  world.plan.tenant = { limits: own }
  await metered(made(2))
  expect(told()).toEqual([])
  world.clock.now = TEN + 2 * HOUR
  await metered(made(1, {}, TEN + 2 * HOUR))
  expect(told()).toEqual([['t1', 3]])
})

test('without a maximum nothing is read of what was used, and nobody is told', async () => {
  await metered(made(50))
  expect(told()).toEqual([])
  const { items } = await world.usage.query({ key: 'pk = :pk', values: { ':pk': 'allowances#2026-11' } })
  expect(items).toEqual([])
})
