import { TRUNCATED_USAGE_FILES } from '@tenantry/contracts/metrics.ts'
import { HOUR, MINUTE } from '@tenantry/metering/hours.ts'
import { accessLine, type Line, ndjson, reportLine, TEN, usageLine, zipped } from '@tenantry/metering/lines-fixture.ts'
import { afterAll, expect, test } from 'vitest'
import { usageWorld } from '../support/usage.ts'

const HOURS = [TEN - HOUR, TEN]
const worlds: Awaited<ReturnType<typeof usageWorld>>[] = []
async function newWorld(...args: Parameters<typeof usageWorld>) {
  const world = await usageWorld(...args)
  worlds.push(world)
  return world
}
afterAll(() => Promise.all(worlds.map((world) => world.close())))

/** A request of a tenant, as its function and Lambda tell of it. */
function request(n: number, at: number, tenantId: string, fields: Line = {}): Line[] {
  const ids = { usageId: `req-${n}`, functionRequestId: `fn-${n}` }
  return [
    usageLine({ ...ids, tenantId, time: new Date(at).toISOString(), durationMs: 10 + n, ...fields }),
    reportLine(ids.functionRequestId, at + 5, 20 + n),
  ]
}

const FIRST = [
  ...request(1, TEN - 2 * MINUTE, 't1'),
  ...request(2, TEN + MINUTE, 't1'),
  ...request(3, TEN + MINUTE, 't2', { status: 500 }),
  // Its usage line follows in a later file: until then it counts at the time that the gateway tells.
  accessLine({ requestId: 'req-4', functionRequestId: 'fn-4', tenantId: 't2', at: String(TEN + 2 * MINUTE) }),
]
const LATER = [
  ...request(4, TEN + 3 * MINUTE, 't2'),
  ...request(5, TEN + 30 * MINUTE, 't1', { status: 404 }),
  ...Array.from({ length: 25 }, (_, n) => request(100 + n, TEN + 10 * MINUTE + n, 't1')).flat(),
]

const whole = (async () => {
  const world = await newWorld()
  await world.work([await world.deliver('usage/all', zipped([...FIRST, ...LATER]))])
  return world.computed(HOURS)
})()

test('an hour has an item for each tenant’s minute, hour and day, and its list of failed requests', async () => {
  const { items, hours } = await whole
  expect(items.map(({ pk, sk }) => `${pk} ${sk}`)).toEqual([
    't1 day#2026-11-29',
    't1 hour#2026-11-29T09',
    't1 hour#2026-11-29T10',
    't1 minute#2026-11-29T09:58',
    't1 minute#2026-11-29T10:01',
    't1 minute#2026-11-29T10:10',
    't1 minute#2026-11-29T10:30',
    't1 requests#2026-11-29T10',
    't2 day#2026-11-29',
    't2 hour#2026-11-29T10',
    't2 minute#2026-11-29T10:01',
    't2 minute#2026-11-29T10:03',
    't2 requests#2026-11-29T10',
  ])
  const day = items.find(({ pk, sk }) => pk === 't1' && sk === 'day#2026-11-29')
  expect(day).toMatchObject({ tier: 'basic', rows: [{ requests: 28, errors: 1, readUnits: 14 }] })
  expect(hours[1]?.map(({ tenantId, requests }) => [tenantId, requests])).toEqual([
    ['t1', 27],
    ['t2', 2],
  ])
})

test('what bills of an hour are shared by is one file of the hour, which lines that come later overwrite', async () => {
  const { uses } = await whole
  expect(
    uses[1]
      ?.trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toMatchObject([
    {
      id: 't1/2026-11-29T10',
      source: 'hours',
      subject: 't1',
      usage: { ddbReadUnits: '13.5', lambdaInvocations: '27' },
    },
    { id: 't2/2026-11-29T10', usage: { lambdaInvocations: '2', apiRequests: '1' } },
  ])
  const world = await newWorld()
  await world.work([await world.deliver('usage/first', ndjson(FIRST))])
  const late = accessLine({ requestId: 'req-2', functionRequestId: 'fn-2', tenantId: 't1', at: String(TEN + MINUTE) })
  // No item of the usage table changes by it.
  await world.work([await world.deliver('usage/late', ndjson([late]))])
  expect((await world.computed(HOURS)).uses[1]).toContain('"lambdaInvocations":"1","apiRequests":"1"')
})

test('files that come twice, late and in another order lead to the same items and rows', async () => {
  const world = await newWorld()
  const later = await world.deliver('usage/later file', zipped(LATER))
  const half = await world.deliver('usage/half', ndjson(FIRST).subarray(0, 500))
  expect(await world.work([later, half, later])).toEqual([])
  world.clock.now += 24 * HOUR
  const first = await world.deliver('usage/first', ndjson(FIRST))
  expect(await world.work([first])).toEqual([])
  expect(await world.work([later, first])).toEqual([])
  expect(await world.computed(HOURS)).toEqual(await whole)
})

test('an hour that has not changed is not written again', async () => {
  const writes: string[] = []
  const world = await newWorld((operation, call) => {
    writes.push(operation)
    return call()
  })
  const notice = await world.deliver('usage/all', zipped(FIRST))
  await world.work([notice])
  writes.length = 0
  await world.work([notice])
  expect(writes.filter((operation) => operation === 'PutItem' || operation.startsWith('PUT'))).toEqual([
    // Each hour's entry of the file in the index, and its lock.
    'PutItem',
    'PutItem',
    'PutItem',
    'PutItem',
  ])
})

/** The process of the function ends after a call. */
class Crash extends Error {}

test('a computation that dies after any call is repeated, with what came meanwhile, and ends as if nothing had happened', async () => {
  for (let at = 1, isOver = false; !isOver; at++) {
    let calls = Number.NEGATIVE_INFINITY
    let isDead = false
    const world = await usageWorld(async (_operation, call) => {
      if (isDead) throw new Crash()
      const answer = await call()
      if (++calls !== at) return answer
      isDead = true
      throw new Crash()
    })
    const first = await world.deliver('usage/first', ndjson(FIRST))
    const later = await world.deliver('usage/later', zipped(LATER))
    calls = 0
    await world.work([first])
    isOver = !isDead
    // Until the lock of who died has ended with its lease, nobody computes.
    isDead = false
    calls = Number.NEGATIVE_INFINITY
    world.clock.now += 10 * MINUTE
    expect(await world.work([later])).toEqual([])
    expect(await world.work([first])).toEqual([])
    expect(await world.computed(HOURS), `died after call ${at}`).toEqual(await whole)
    await world.close()
    if (isOver) expect(at).toBeGreaterThan(20)
  }
})

test('a computation that was overtaken does not overwrite what a later one wrote', async () => {
  let pause: (() => Promise<void>) | null = null
  const world = await newWorld(async (operation, call) => {
    // The first write of objects: everything was read, and nothing is written yet.
    if (pause && operation.endsWith('/pending.gz') && operation.startsWith('PUT')) {
      const overtake = pause
      pause = null
      await overtake()
    }
    return call()
  })
  const first = await world.deliver('usage/first', ndjson(FIRST))
  const later = await world.deliver('usage/later', zipped(LATER))
  pause = async () => {
    world.clock.now += 10 * MINUTE
    expect(await world.work([later])).toEqual([])
  }
  const left = await world.work([first])
  expect(left).toEqual([first])
  expect(await world.work(left)).toEqual([])
  expect(await world.computed(HOURS)).toEqual(await whole)
})

test('a tier with metrics of its own has each request of its tenants measured once, whatever comes twice or later', async () => {
  const world = await newWorld(undefined, undefined, ['own-metrics'])
  const first = await world.deliver('usage/first', zipped(FIRST))
  await world.work([first])
  await world.work([first])
  expect(world.metrics).toEqual([
    { tenantId: 't1', at: TEN - 2 * MINUTE, requests: 1, errors: 0, throttles: 0, latencies: [11] },
    { tenantId: 't1', at: TEN + MINUTE, requests: 1, errors: 0, throttles: 0, latencies: [12] },
    { tenantId: 't2', at: TEN + MINUTE, requests: 1, errors: 1, throttles: 0, latencies: [13] },
    expect.objectContaining({ tenantId: 't2', at: TEN + 2 * MINUTE, requests: 1 }),
  ])
  world.metrics.length = 0
  await world.work([await world.deliver('usage/later', zipped(LATER)), first])
  const more = request(900, TEN + 10 * MINUTE, 't1', { durationMs: 5_000 })
  await world.work([await world.deliver('usage/more', zipped(more))])
  const busy = world.metrics.filter(({ at }) => at === TEN + 10 * MINUTE)
  expect(busy.map(({ requests, latencies }) => [requests, latencies.length])).toEqual([
    [25, 25],
    [1, 1],
  ])
  // The minute is a sketch by now.
  expect(Math.abs((busy[1]?.latencies[0] ?? 0) / 5_000 - 1)).toBeLessThan(0.02)
})

test('tenants of other tiers have no metrics of their own', async () => {
  const world = await newWorld()
  await world.work([await world.deliver('usage/all', zipped(FIRST))])
  expect(world.metrics).toEqual([])
})

test('files that end before their end are counted', async () => {
  const counted: number[] = []
  const world = await newWorld(undefined, (name, value) => {
    if (name === TRUNCATED_USAGE_FILES) counted.push(value)
  })
  await world.work([await world.deliver('usage/whole', zipped(FIRST))])
  await world.work([await world.deliver('usage/half', ndjson(FIRST).subarray(0, 500))])
  expect(counted).toEqual([0, 1])
})
