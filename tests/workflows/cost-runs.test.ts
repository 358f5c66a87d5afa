import { expect, test } from 'vitest'
import { buildTenant } from '../support/builders.ts'
import { costsWorld, hourLine } from '../support/costs.ts'
import {
  ACME,
  all,
  ELEVEN,
  expectConserved,
  fill,
  GLOBEX,
  picodollars,
  SILO,
  sum,
  TEN,
  useCosts,
} from '../support/filled-costs.ts'

const { newWorld, filled } = useCosts()

test('a run that finds the same inputs writes nothing', async () => {
  const world = await newWorld()
  await fill(world)
  await world.run()
  const before = await world.stored()
  await world.run()
  expect(await world.stored()).toEqual(before)
  // Not even on the next day, when all open days are looked through, whatever they look like.
  world.clock.now += 24 * 3_600_000
  await world.run()
  const after = await world.stored()
  expect(after.filter(({ pk }) => pk !== 'plan')).toEqual(before.filter(({ pk }) => pk !== 'plan'))
})

test('a day is restated by late usage, which moves its tenant and unallocated alone, and by lines that come later', async () => {
  const world = await newWorld()
  await fill(world)
  await world.run()
  const before = await all(world, { by: 'day', service: 'AmazonDynamoDB' })
  await world.use(GLOBEX, TEN, { ddbReadUnits: '15' })
  await world.run()
  await expectConserved(world)
  const after = await all(world, { by: 'day', service: 'AmazonDynamoDB' })
  const costOf = (list: typeof before, tenant: string) => list.items.find(({ tenantId }) => tenantId === tenant)?.cost
  expect([costOf(after, ACME), costOf(after, SILO)]).toEqual([costOf(before, ACME), costOf(before, SILO)])
  const moved = picodollars(costOf(after, GLOBEX) ?? '') - picodollars(costOf(before, GLOBEX) ?? '')
  // Five of a hundred units, and of the credit; a picodollar of each may be another's by rounding.
  expect(Math.abs(Number(moved) - 625_000)).toBeLessThanOrEqual(2)
  expect(picodollars(after.unallocated) - picodollars(before.unallocated)).toBe(-moved)
  world.bill.push(hourLine('reads-late', TEN, { cost: 0.001, quantity: 900 }))
  await world.run()
  await expectConserved(world)
  const { body } = await world.ask('runs')
  expect(body.items.map(({ day, status }: Record<string, string>) => `${day} ${status}`)).toEqual([
    '2026-11-29 done',
    '2026-11-29 done',
    '2026-11-29 done',
    '2026-11-01 done',
  ])
})

test('lines that are gone from the bill are gone from the costs', async () => {
  const world = await newWorld()
  await fill(world)
  await world.run()
  world.bill.splice(0)
  await world.run()
  await expectConserved(world)
  expect((await all(world, { by: 'day' })).items).toEqual([])
})

test('a month is closed by its invoice: usage changes nothing any more, and what AWS bills later does', async () => {
  const world = await newWorld()
  await fill(world)
  for (const line of world.bill) line.invoice = '4711'
  await world.run()
  const closed = await all(world, { by: 'day' })
  await world.use(GLOBEX, TEN, { ddbReadUnits: '39' })
  await world.run()
  expect(await all(world, { by: 'day' })).toEqual(closed)
  expect((await world.ask('runs')).body.items[0]).toMatchObject({ closed: true })
  world.bill.push(hourLine('refund', TEN, { cost: -0.00001, type: 'Refund', invoice: '4712' }))
  await world.run()
  await expectConserved(world)
  expect(await all(world, { by: 'day' })).not.toEqual(closed)
})

test('a tenant that is gone keeps what it cost', async () => {
  const world = await newWorld()
  await fill(world)
  await world.run()
  const before = await all(world, { by: 'day', tenantId: GLOBEX })
  world.clock.now += 3 * 24 * 3_600_000
  world.bill.push(hourLine('reads-later', '2026-12-01T10:00:00Z', { cost: 1, quantity: 1 }))
  await world.use(ACME, '2026-12-01T10:00:00.000Z', { ddbReadUnits: '1' })
  await world.run()
  expect((await all(world, { by: 'day', tenantId: GLOBEX })).items).toEqual(before.items)
})

/** The process of the function ends after a call. */
class Crash extends Error {}

test('a run that dies after any call is repeated, and ends as if nothing had happened', async () => {
  const expected = await Promise.all(['hour', 'day', 'month'].map(async (by) => all(await filled, { by })))
  const units = (await (await filled).stored()).filter(({ pk }) => pk === 'units').map(({ digest }) => digest)
  for (let at = 1, isOver = false; !isOver; at++) {
    let calls = Number.NEGATIVE_INFINITY
    let isDead = false
    const world = await costsWorld(async (_operation, call) => {
      if (isDead) throw new Crash()
      const answer = await call()
      if (++calls !== at) return answer
      isDead = true
      throw new Crash()
    })
    await fill(world)
    calls = 0
    await world.run().catch(() => {})
    isOver = !isDead
    isDead = false
    calls = Number.NEGATIVE_INFINITY
    // The lock of who died ends with its lease.
    world.clock.now += 10 * 60_000
    await world.run()
    const found = await Promise.all(['hour', 'day', 'month'].map((by) => all(world, { by })))
    expect(found, `died after call ${at}`).toEqual(expected)
    const stored = await world.stored()
    expect(stored.filter(({ pk }) => pk === 'units').map(({ digest }) => digest)).toEqual(units)
    expect(stored.filter(({ pk }) => pk === 'running')).toEqual([])
    expect(stored.filter(({ pk, status }) => pk === 'runs' && status === 'running')).toEqual([])
    await world.close()
    if (isOver) expect(at).toBeGreaterThan(20)
  }
})

test('a day that cannot be attributed holds up no other one, and its run says why', async () => {
  const world = await newWorld()
  await fill(world)
  world.bill.push(hourLine('whole', '2026-11-28T10:00:00Z', { cost: 1, quantity: 1 }))
  await world.use(ACME, '2026-11-28T10:00:00.000Z', { ddbReadUnits: '-1' })
  await world.run()
  expect(world.failures).toHaveLength(1)
  expect((await all(world, { by: 'day' })).items.length).toBeGreaterThan(0)
  const failed = (await world.ask('runs')).body.items.find(({ status }: { status: string }) => status === 'failed')
  expect(failed).toMatchObject({ day: '2026-11-28', error: expect.stringContaining('usage.ddbReadUnits') })
  await world.use(ACME, '2026-11-28T10:00:00.000Z', { ddbReadUnits: '1' })
  await world.run()
  await expectConserved(world)
})

test('a silo bears its API, whose id its tenant’s record says, also when the record is gone', async () => {
  const world = await newWorld()
  const api = { service: 'AmazonApiGateway', usageType: 'ApiGatewayRequest' }
  const silo = {
    kind: 'silo' as const,
    stack: `tenantry-silo-${SILO}`,
    apiUrl: '',
    userPoolId: '',
    clientId: '',
    identity: 'own' as const,
    apiId: 'abc123',
  }
  world.tenants.push(buildTenant('active', { tenantId: SILO, tier: 'Platinum', deployment: silo }))
  world.bill.push(
    hourLine('table', TEN, { cost: 1, resource: `arn:aws:dynamodb:us-east-1:1:table/tenantry-silo-${SILO}-Things` }),
    hourLine('api', TEN, { ...api, cost: 2, resource: 'arn:aws:apigateway:us-east-1::/restapis/abc123/stages/silo' }),
    hourLine('pool', TEN, { ...api, cost: 4, resource: 'arn:aws:apigateway:us-east-1::/restapis/def456/stages/v1' }),
  )
  await world.run()
  expect(sum((await all(world, { by: 'day', tenantId: SILO })).items)).toBe(3_000_000_000_000n)
  expect((await all(world, { by: 'day', tier: 'Platinum' })).items).toHaveLength(2)
  world.tenants.splice(0)
  world.bill.push(
    hourLine('later', ELEVEN, {
      ...api,
      cost: 8,
      resource: 'arn:aws:apigateway:us-east-1::/restapis/abc123/stages/silo',
    }),
  )
  await world.run()
  expect(sum((await all(world, { by: 'day', tenantId: SILO })).items)).toBe(11_000_000_000_000n)
})

test('more metered than billed is noticed once the day is over for a day', async () => {
  const world = await newWorld()
  world.bill.push(hourLine('reads', TEN, { cost: 1, quantity: 10 }))
  await world.use(ACME, TEN, { ddbReadUnits: '12' })
  await world.run()
  expect(world.measured.at(-1)?.aboveBilled).toEqual(['ddbReadUnits'])
  expect(sum((await all(world, { by: 'day', tenantId: ACME })).items)).toBe(1_000_000_000_000n)
})
