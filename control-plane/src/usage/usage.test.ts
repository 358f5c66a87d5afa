import { HOUR, MINUTE } from '@tenantry/metering/hours.ts'
import { type Line, reportLine, TEN, usageLine, zipped } from '@tenantry/metering/lines-fixture.ts'
import { buildRequest, buildTenant } from '@tenantry/tests/support/builders.ts'
import { testCursors } from '@tenantry/tests/support/cursors.ts'
import { usageWorld } from '@tenantry/tests/support/usage.ts'
import type { ApiOperation } from '@tenantry/toolkit/http.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getHealth } from './get-health.ts'
import { getIncidents } from './get-incidents.ts'
import { getServing } from './get-serving.ts'
import { listBadRequests } from './list-bad-requests.ts'
import { listTenantUsage, listUsage } from './list-usage.ts'

const VICTIM = 'acme00000000'
const NOISY = 'loud00000000'

let ids = 0
function request(tenantId: string | null, at: number, fields: Line = {}): Line[] {
  const id = `${ids++}`.padStart(6, '0')
  const line = usageLine({
    usageId: `req-${id}`,
    functionRequestId: `fn-${id}`,
    tenantId,
    time: new Date(at).toISOString(),
    ...fields,
  })
  return [line, reportLine(`fn-${id}`, at, 12)]
}

/** Three quiet hours, and then a quarter in which one tenant makes as many requests as never before, while another one's fail or take long. */
const LINES = [
  ...[-3, -2, -1].flatMap((hour) =>
    Array.from({ length: 60 }, (_, minute) =>
      [VICTIM, NOISY].flatMap((tenantId) => request(tenantId, TEN + hour * HOUR + minute * MINUTE)),
    ).flat(),
  ),
  ...Array.from({ length: 600 }, (_, n) => request(NOISY, TEN + 5 * MINUTE + n * 1_500)).flat(),
  ...Array.from({ length: 30 }, (_, n) =>
    request(VICTIM, TEN + 5 * MINUTE + n * 30_000, n % 3 ? { durationMs: 2_400 } : { status: 503 }),
  ).flat(),
  ...request(null, TEN + MINUTE, { service: 'tenant-management', tier: null }),
  ...request(VICTIM, TEN + 6 * MINUTE, { service: 'authorizer', operation: 'authorize' }),
]

let world: Awaited<ReturnType<typeof usageWorld>>
let call: (operation: keyof typeof operations, query?: Record<string, string>, more?: object) => Promise<Answer>
let operations: Record<'tenantUsage' | 'usage' | 'health' | 'bad' | 'serving' | 'incidents', ApiOperation>
// biome-ignore lint/suspicious/noExplicitAny: answers are compared to literals
type Answer = { body: any; text: string | undefined; headers: Record<string, string> }

beforeAll(async () => {
  world = await usageWorld()
  world.clock.now = TEN + 20 * MINUTE
  const services = {
    ...world,
    cursors: await testCursors(),
    tenants: {
      tenant: async (id: string) => (id === VICTIM || id === NOISY ? buildTenant('active', { tenantId: id }) : null),
    },
    tiers: { find: async () => null },
    quotaOf: async () => ({ month: '2026-11', used: 5, quota: 10, left: 5, resetsAt: '2026-12-01T00:00:00.000Z' }),
  }
  operations = {
    tenantUsage: listTenantUsage(services),
    usage: listUsage(services),
    health: getHealth(services),
    bad: listBadRequests(services),
    serving: getServing(services),
    incidents: getIncidents(services),
  }
  call = async (operation, query = {}, more = {}) => {
    const answer = await operations[operation](buildRequest({ params: { id: VICTIM }, query, ...more }))
    return { body: answer.body, text: answer.text, headers: answer.headers ?? {} }
  }
  expect(await world.work([await world.deliver('usage/all', zipped(LINES))])).toEqual([])
})
afterAll(() => world.close())

const span = (from: number, to: number) => ({ from: new Date(from).toISOString(), to: new Date(to).toISOString() })

test('usage is told by the hour, from inclusive, to exclusive, in the order of time, service and operation', async () => {
  const { body } = await call('tenantUsage', { by: 'hour', ...span(TEN - HOUR, TEN + HOUR) })
  expect(body.nextCursor).toBeNull()
  expect(body.items).toMatchObject([
    {
      from: '2026-11-29T09:00:00.000Z',
      to: '2026-11-29T10:00:00.000Z',
      service: 'things',
      requests: 60,
      p95Ms: expect.closeTo(10, 0),
    },
    { from: '2026-11-29T10:00:00.000Z', service: 'authorizer', requests: 1 },
    { service: 'things', operation: 'listThings', requests: 30, errors: 10, serverErrors: 10, billedMs: 360 },
  ])
  const minutes = await call('tenantUsage', { by: 'minute', ...span(TEN - 2 * MINUTE, TEN) })
  expect(minutes.body.items.map(({ from }: { from: string }) => from)).toEqual([
    '2026-11-29T09:58:00.000Z',
    '2026-11-29T09:59:00.000Z',
  ])
})

test.each(['minute', 'hour', 'day'])(
  'pages of all tenants’ usage by the %s hold each row once, and sum up to what each used',
  async (by) => {
    const asked = { by, ...span(TEN - 10 * HOUR, TEN + HOUR) }
    const query: Record<string, string> = by === 'day' ? { by, ...span(TEN - 24 * HOUR, TEN + HOUR) } : asked
    const all = (await call('usage', query)).body.items
    const paged = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const { body } = await call('usage', { ...query, limit: '7', ...(cursor && { cursor }) })
      paged.push(...body.items)
      cursor = body.nextCursor
    }
    expect(paged).toEqual(all)
    const of = (tenantId: string | null) =>
      all
        .filter((row: { tenantId: string | null }) => row.tenantId === tenantId)
        .reduce((sum: number, { requests }: { requests: number }) => sum + requests, 0)
    expect([of(VICTIM), of(NOISY), of(null)]).toEqual([211, 780, 1])
  },
)

test('usage is a table, or events whose ids are the same whenever they are exported', async () => {
  const query = { by: 'hour', ...span(TEN, TEN + HOUR) }
  const csv = await call('usage', query, { headers: { accept: 'text/csv' } })
  expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(csv.text?.split('\r\n').slice(0, 2)).toEqual([
    'tenantId,from,to,service,operation,requests,errors,serverErrors,throttles,readUnits,writeUnits,billedMs,mbMs,bytesIn,bytesOut,logBytes,p50Ms,p95Ms,p99Ms',
    // 400 bytes of its own lines, and those of Lambda about the invocation.
    `${VICTIM},2026-11-29T10:00:00.000Z,2026-11-29T11:00:00.000Z,authorizer,authorize,1,0,0,0,0.5,0,12,6144,10,100,854,10,10,10`,
  ])
  const events = JSON.parse((await call('usage', { ...query, format: 'cloudevents' })).text ?? '')
  expect(events).toHaveLength(4)
  expect(events[0]).toMatchObject({ specversion: '1.0', type: 'sbt_aws_ingestUsage', subject: VICTIM })
  expect(events[0].data.requests).toBe(1)
})

test.each([
  [{ by: 'minute', ...span(TEN - 25 * HOUR, TEN) }, 'to'],
  [{ by: 'hour', ...span(TEN, TEN - HOUR) }, 'to'],
  [{ by: 'week' }, 'by'],
  [{ from: 'yesterday' }, 'from'],
  [{ limit: '1001' }, 'limit'],
])('%o is refused, with the name of what is wrong', async (query, field) => {
  await expect(call('usage', query as Record<string, string>)).rejects.toMatchObject({ code: 'INVALID_REQUEST', field })
})

test('a cursor of another tenant’s usage, or of another span, is refused', async () => {
  const query = { by: 'hour', limit: '1', ...span(TEN - HOUR, TEN + HOUR) }
  const { body } = await call('tenantUsage', query)
  const cursor = body.nextCursor
  await expect(call('tenantUsage', { ...query, cursor }, { params: { id: NOISY } })).rejects.toMatchObject({
    code: 'INVALID_CURSOR',
  })
  await expect(call('tenantUsage', { ...query, by: 'day', cursor })).rejects.toMatchObject({ code: 'INVALID_CURSOR' })
})

test('a tenant that there is not has no usage', async () => {
  for (const operation of ['tenantUsage', 'health', 'bad'] as const) {
    await expect(call(operation, {}, { params: { id: 'none00000000' } })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  }
})

test('health leaves out what works beside a request, and has the course of the window', async () => {
  const { body } = await call('health', { window: '1h' })
  expect(body.total).toMatchObject({ requests: 69, errors: 10, serverErrors: 10 })
  expect(body.total.p50Ms).toBeCloseTo(10, -1)
  expect(body.total.p95Ms).toBeGreaterThan(2_350)
  expect(body.points).toHaveLength(39 + 15)
  expect(body.quota).toEqual({ used: 5, quota: 10, resetsAt: '2026-12-01T00:00:00.000Z' })
  expect((await call('health', { window: '24h' })).body.total.requests).toBe(210)
  expect((await call('health', { window: '7d' })).body.points).toHaveLength(4)
})

test('bad requests come newest first, in pages, and by why', async () => {
  const { body } = await call('bad', { why: 'failed', limit: '4' })
  expect(body.items).toHaveLength(4)
  expect(body.items[0]).toMatchObject({ status: 503, why: 'failed', tenantId: VICTIM })
  const rest = await call('bad', { why: 'failed', limit: '100', cursor: body.nextCursor })
  expect(rest.body).toMatchObject({ nextCursor: null })
  expect(new Set([...body.items, ...rest.body.items].map(({ requestId }) => requestId)).size).toBe(10)
  expect((await call('bad', { why: 'slow' })).body.items).toHaveLength(20)
})

// The quarter of an hour that ends with the running minute leaves out 10:05, with its first failure.
test('serving names the tenant that fails, and tiers with all their tenants', async () => {
  const { body } = await call('serving')
  expect(body.tiers).toMatchObject([{ tier: 'basic', requests: 588, serverErrors: 9 }])
  expect(body.attention).toMatchObject([{ tenantId: VICTIM, why: 'failing' }])
})

test('incidents tell who was hurt and by what, and who made more requests than ever', async () => {
  const { body } = await call('incidents', span(TEN + 5 * MINUTE, TEN + 20 * MINUTE))
  expect(body.hurt).toMatchObject([
    {
      tenantId: VICTIM,
      tier: 'basic',
      hurtBy: ['errors', 'slowness'],
      requests: 30,
      serverErrors: 10,
      usualP95Ms: expect.closeTo(10, 0),
    },
  ])
  expect(body.hurt[0].operations[0]).toMatchObject({ service: 'things', operation: 'listThings', errors: 10 })
  expect(body.suspects).toMatchObject([{ tenantId: NOISY, requests: 600, usualRequests: 15 }])
  expect(body.suspects[0].shareOfRequests).toBeCloseTo(600 / 630)
  const quiet = await call('incidents', span(TEN - 30 * MINUTE, TEN - 15 * MINUTE))
  expect(quiet.body).toMatchObject({ hurt: [], suspects: [] })
})
