import { expect, test } from 'vitest'
import { MINUTE } from './hours.ts'
import { accessLine, meter, ndjson, reportLine, TEN, usageLine, usesIn, zipped } from './lines-fixture.ts'
import { readFile } from './read-file.ts'
import { billedBytes, START_LINE_BYTES } from './record.ts'
import { splitBilled } from './split-billed.ts'

const at = (ms: number) => new Date(TEN + ms).toISOString()

test('a request counts once, with what its function, the gateway and Lambda say of it', async () => {
  const lines = [
    usageLine({ status: 404 }),
    accessLine({ functionRequestId: 'fn-1', status: '404' }),
    reportLine('fn-1', TEN, 37),
  ]
  const [{ hour, tier } = { hour: [], tier: null }] = await meter(TEN, [ndjson(lines)])
  expect(tier).toBe('basic')
  expect(hour).toMatchObject([
    {
      service: 'things',
      operation: 'listThings',
      requests: 1,
      errors: 1,
      serverErrors: 0,
      billedMs: 37,
      mbMs: 37 * 512,
    },
  ])
})

test('what an invocation is billed is shared by its messages as long as each took, to the millisecond', async () => {
  const message = (n: number, tenantId: string, durationMs: number) =>
    usageLine({ usage: 'message', usageId: `m${n}`, tenantId, durationMs })
  const lines = [message(1, 't1', 10), message(2, 't2', 20), message(3, 't1', 0), reportLine('fn-1', TEN, 100)]
  const found = await meter(TEN, [ndjson(lines)])
  expect(found.map(({ tenantId, hour }) => [tenantId, hour[0]?.billedMs, hour[0]?.requests])).toEqual([
    ['t1', 33, 2],
    ['t2', 67, 1],
  ])
})

test('a message that is tried again counts once, as it ended, and every try is billed', async () => {
  const attempt = (fn: string, status: number, ms: number) => [
    usageLine({ usage: 'message', usageId: 'm1', status, functionRequestId: fn, time: at(ms) }),
    reportLine(fn, TEN + ms, 20),
  ]
  const [{ hour } = { hour: [] }] = await meter(TEN, [ndjson([...attempt('b', 200, MINUTE), ...attempt('a', 500, 0)])])
  expect(hour).toMatchObject([{ requests: 1, errors: 0, billedMs: 40, readUnits: 1 }])
})

test('a message that a queue hands over twice in one batch is worked on twice, and counts once', async () => {
  const attempt = (ms: number, writeUnits: number) =>
    usageLine({ usage: 'message', usageId: 'm1', writeUnits, time: at(ms), durationMs: 10 })
  const lines = [attempt(0, 39), attempt(40, 0), reportLine('fn-1', TEN + 50, 60)]
  const [{ hour } = { hour: [] }] = await meter(TEN, [ndjson([...lines, ...lines])])
  expect(hour).toMatchObject([{ requests: 1, writeUnits: 39, readUnits: 1, billedMs: 60 }])
})

test('what the gateway refuses is of the tenant and the route, and without a valid token of no tenant', async () => {
  const lines = [
    accessLine({ requestId: 'r1', status: '429' }),
    accessLine({ requestId: 'r2', status: '403' }),
    accessLine({ requestId: 'r3', status: '401' }),
  ]
  const found = await meter(TEN, [zipped(lines)])
  expect(found.map(({ tenantId, hour }) => [tenantId, hour[0]])).toMatchObject([
    [null, { operation: 'GET /things', requests: 1, errors: 1, throttles: 0 }],
    ['t1', { operation: 'GET /things', requests: 2, errors: 1, throttles: 1 }],
  ])
})

test('a function that died counts as the gateway answered, and is billed to the tenant of the request', async () => {
  const lines = [accessLine({ functionRequestId: 'fn-1', status: '504' }), reportLine('fn-1', TEN, 10_000)]
  const [{ hour, requests } = { hour: [], requests: [] }] = await meter(TEN, [ndjson(lines)])
  expect(hour).toMatchObject([{ requests: 1, errors: 1, serverErrors: 1, billedMs: 10_000 }])
  expect(requests).toMatchObject([{ requestId: 'req-1', status: 504, why: 'failed' }])
})

test('what Lambda billed for an invocation that nobody tells of is the platform’s', async () => {
  const found = await meter(TEN, [ndjson([reportLine('fn-9', TEN, 12)])])
  expect(found).toMatchObject([{ tenantId: null, hour: [{ service: 'functions', requests: 0, billedMs: 12 }] }])
})

test('the worst fifty of a tenant’s failed and slow requests are listed, faults of ours first', async () => {
  const line = (n: number, status: number, durationMs: number) =>
    usageLine({ usageId: `r${n}`, functionRequestId: `f${n}`, status, durationMs })
  const fast = Array.from({ length: 200 }, (_, n) => line(n, 200, 10))
  const lines = [...fast, line(300, 200, 31), line(301, 200, 29), line(302, 500, 1), line(303, 200, 5_000)]
  const refused = Array.from({ length: 60 }, (_, n) => line(400 + n, 429, 1))
  const [{ requests } = { requests: [] }] = await meter(TEN, [ndjson([...refused, ...lines])])
  expect(requests).toHaveLength(50)
  expect(requests.slice(0, 4).map(({ requestId, why }) => [requestId, why])).toEqual([
    ['r302', 'failed'],
    ['r303', 'slow'],
    ['r300', 'slow'],
    ['r400', 'throttled'],
  ])
})

test('a file says what of it could not be read', async () => {
  const lines = [usageLine({}), { some: 'line' }]
  const bytes = ndjson(lines)
  const none = () => undefined
  expect(await readFile(bytes, none)).toEqual({ records: 1, others: 1, isTruncated: false })
  expect(await readFile(bytes.subarray(0, -8), none)).toEqual({ records: 1, others: 1, isTruncated: true })
  const gzip = zipped(lines)
  expect((await readFile(gzip.subarray(0, -4), none)).isTruncated).toBe(true)
})

test('what bills are shared by: invocations by their works, requests by the lines of the gateway in their own hour', async () => {
  const message = (n: number, tenantId: string, durationMs: number) =>
    usageLine({ usage: 'message', usageId: `m${n}`, tenantId, durationMs, readUnits: 0.5, writeUnits: 2 })
  const lines = [
    message(1, 't1', 10),
    message(2, 't2', 20),
    reportLine('fn-1', TEN, 100),
    reportLine('lost', TEN, 8),
    accessLine({ requestId: 'r1', status: '403' }),
    accessLine({ requestId: 'r2', status: '429' }),
    accessLine({ requestId: 'r3', status: '401' }),
    // Its work is in this hour, and the gateway bills it in the one before.
    accessLine({ requestId: 'm2', tenantId: 't2', at: String(TEN - 1) }),
  ]
  const common = { source: 'hours', time: '2026-11-29T10:00:00.000Z' }
  const units = { ddbReadUnits: '0.5', ddbWriteUnits: '2' }
  const bytesOf = (line: object | undefined) => billedBytes(JSON.stringify(line))
  const [, , report, lost, ...requests] = lines
  const [refused, throttled, stranger] = requests.map(bytesOf)
  const invocation = bytesOf(report) + START_LINE_BYTES
  const [aThird, twoThirds] = splitBilled(invocation, [10, 20])
  const logged = (...bytes: (number | undefined)[]) => ({ logBytes: String(bytes.reduce((a = 0, b = 0) => a + b)) })
  expect(await usesIn(TEN, [ndjson(lines)])).toEqual([
    {
      ...common,
      id: 'platform/2026-11-29T10',
      subject: null,
      tier: null,
      usage: {
        ...{ lambdaMbMs: String(8 * 512), lambdaInvocations: '1', apiRequests: '1' },
        ...logged(bytesOf(lost), START_LINE_BYTES, stranger),
      },
    },
    {
      ...common,
      id: 't1/2026-11-29T10',
      subject: 't1',
      tier: 'basic',
      usage: {
        ...{ ...units, lambdaMbMs: String(33 * 512), lambdaInvocations: '0.333', apiRequests: '2' },
        ...logged(400, refused, throttled, aThird),
      },
    },
    {
      ...common,
      id: 't2/2026-11-29T10',
      subject: 't2',
      tier: 'basic',
      usage: {
        ...{ ...units, lambdaMbMs: String(67 * 512), lambdaInvocations: '0.667' },
        ...logged(400, twoThirds),
      },
    },
  ])
})

test('a trace counts once, in the hour in which it began, for whom its first invocation worked', async () => {
  const trace = (at: number, n: number) => `1-${Math.floor(at / 1_000).toString(16)}-${String(n).padStart(24, '0')}`
  const works = (traceId: string, functionRequestId: string, tenants: (string | null)[], at = TEN) =>
    tenants.map((tenantId, n) =>
      usageLine({
        ...{ usageId: `${functionRequestId}-${n}`, functionRequestId, tenantId, traceId },
        ...{ time: new Date(at + n).toISOString(), ...(tenants.length > 1 && { batch: tenants.length }) },
      }),
    )
  const lines = [
    ...works(trace(TEN, 1), 'authorizer', ['t1']),
    ...works(trace(TEN, 1), 'function', ['t1'], TEN + 5),
    ...works(trace(TEN, 2), 'worker', ['t1', 't2', null, 't2']),
    // Its first work ends in the next hour.
    ...works(trace(TEN + 3_599_000, 3), 'late', ['t2'], TEN + 3_600_500),
    ...works(trace(TEN - 1_000, 4), 'early', ['t1']),
  ]
  const traces = (hour: number) =>
    usesIn(hour, [ndjson(lines)]).then((uses) =>
      Object.fromEntries(uses.flatMap(({ subject, usage }) => (usage.xrayTraces ? [[subject, usage.xrayTraces]] : []))),
    )
  expect(await traces(TEN)).toEqual({ t1: '1.25', t2: '1.5', null: '0.25' })
  expect(await traces(TEN - 3_600_000)).toEqual({ t1: '1' })
  expect(await traces(TEN + 3_600_000)).toEqual({})
})

test('a message whose line is lost is nobody’s, and those with it in a batch bear no more than their own time', async () => {
  const message = (n: number, tenantId: string, durationMs: number) =>
    usageLine({ usage: 'message', usageId: `m${n}`, tenantId, durationMs, batch: 3 })
  const lines = [
    message(1, 't1', 10),
    message(2, 't2', 20),
    message(3, 't3', 50),
    // Of which 20 are Lambda's own.
    reportLine('fn-1', TEN, 100),
  ]
  const billed = async (those: typeof lines) =>
    Object.fromEntries(
      (await usesIn(TEN, [ndjson(those)])).map(({ subject, usage }) => [
        subject ?? 'nobody',
        [Number(usage.lambdaMbMs) / 512, usage.lambdaInvocations],
      ]),
    )
  expect(await billed(lines)).toEqual({ t1: [13, '0.125'], t2: [25, '0.25'], t3: [62, '0.625'] })
  expect(await billed(lines.slice(1))).toEqual({ t2: [20, '0.2'], t3: [50, '0.5'], nobody: [30, '0.3'] })
  expect(await billed(lines.slice(2))).toEqual({ t3: [50, '0.5'], nobody: [50, '0.5'] })
  expect(await billed(lines.slice(3))).toEqual({ nobody: [100, '1'] })
})

test('usage of a tenant has the names of services, and what else the platform does for it counts as workflows; its own keeps its name', async () => {
  const by = (service: string, operation: string, tenantId: string | null, n: number) =>
    usageLine({ usage: 'message', usageId: `m${n}`, functionRequestId: `fn-${n}`, service, operation, tenantId })
  const lines = [
    by('things', 'listThings', 't1', 1),
    by('users', 'getMe', 't1', 2),
    by('authorizer', 'authorize', 't1', 3),
    by('workflows', 'onboarding/api-key', 't1', 4),
    by('tenant-directory', 'sbt_aws_onboardingRequest', 't1', 5),
    by('audit-trail', 'auditRecorded', 't1', 6),
    { ...by('token-trigger', 'TokenGeneration_HostedAuth', 't1', 7), usage: 'request', status: 500 },
    by('audit-trail', 'auditRecorded', null, 8),
  ]
  const found = await meter(TEN, [ndjson(lines)], (name) => name === 'things' || name === 'users')
  const rows = Object.fromEntries(
    found.map(({ tenantId, hour }) => [tenantId, hour.map(({ service, operation }) => `${service} ${operation}`)]),
  )
  expect(rows).toEqual({
    t1: [
      'authorizer authorize',
      'things listThings',
      'users getMe',
      'workflows audit-trail/auditRecorded',
      'workflows onboarding/api-key',
      'workflows tenant-directory/sbt_aws_onboardingRequest',
      'workflows token-trigger/TokenGeneration_HostedAuth',
    ],
    null: ['audit-trail auditRecorded'],
  })
  // Who looks for what went wrong finds the function.
  expect(found.find(({ tenantId }) => tenantId === 't1')?.requests).toMatchObject([{ service: 'token-trigger' }])
})
