import { createSocket } from 'node:dgram'
import { expect, onTestFinished, test } from 'vitest'
import type { RoleSession } from '../core/principal.ts'
import { caller, testContext } from '../logs/logs-fixture.ts'
import { xrayService } from './service.ts'

const START = Date.UTC(2026, 0, 1) / 1000

function testXray(dataDir?: string, share?: number) {
  const context = testContext(dataDir)
  const xray = xrayService({ context, iam: { authorize() {} }, share })
  const call = caller(xray.api)
  let count = 0
  const hex = (length: number) => (++count).toString(16).padStart(length, '0')
  const traceId = (at = 0) => `1-${(START + at).toString(16)}-${hex(24)}`
  const put = (...segments: object[]) =>
    call('PutTraceSegments', { TraceSegmentDocuments: segments.map((segment) => JSON.stringify(segment)) })
  return {
    context,
    call,
    put,
    tracer: xray.tracer,
    traceId,
    /** A segment of a second, in a trace of its own unless that is given. */
    segment: (more: object = {}) => {
      const at = START
      return { name: 'shop', id: hex(16), trace_id: traceId(), start_time: at, end_time: at + 1, ...more }
    },
    async found(FilterExpression?: string, more: object = {}): Promise<string[]> {
      const span = { StartTime: START - 60, EndTime: START + 3_600 }
      const { TraceSummaries } = await call('GetTraceSummaries', { ...span, FilterExpression, ...more })
      return TraceSummaries.map(({ Id }: { Id: string }) => Id)
    },
  }
}

test('a trace is summed up over its segments and the segments inside them', async () => {
  const { put, segment, call, traceId } = testXray()
  const trace_id = traceId()
  const api = segment({
    ...{ trace_id, name: 'api/v1', origin: 'AWS::ApiGateway::Stage', end_time: START + 3, fault: true },
    http: { request: { url: 'https://x/orders', method: 'GET' }, response: { status: 502 } },
  })
  const work = segment({
    ...{
      trace_id,
      name: 'orders',
      origin: 'AWS::Lambda',
      parent_id: api.id,
      start_time: START + 1,
      end_time: START + 4,
    },
    subsegments: [
      { name: 'outer', subsegments: [{ name: 'inner', annotations: { TenantId: 'acme', size: 3 }, error: true }] },
    ],
  })
  const own = segment({ trace_id, type: 'subsegment', parent_id: work.id, annotations: { Tier: 'basic', hot: true } })
  await put(work, own, api)
  const span = { StartTime: START - 1, EndTime: START + 1 }
  const { TraceSummaries, TracesProcessedCount } = await call('GetTraceSummaries', span)
  expect(TracesProcessedCount).toBe(1)
  const orders = [{ Name: 'orders', Names: ['orders'], AccountId: '000000000000' }]
  expect(TraceSummaries).toMatchObject([
    {
      ...{ Id: trace_id, StartTime: START, Duration: 4, ResponseTime: 3 },
      ...{ HasFault: true, HasError: true, HasThrottle: false, IsPartial: false },
      Http: { HttpURL: 'https://x/orders', HttpMethod: 'GET', HttpStatus: 502 },
      Annotations: {
        TenantId: [{ AnnotationValue: { StringValue: 'acme' }, ServiceIds: orders }],
        size: [{ AnnotationValue: { NumberValue: 3 } }],
        Tier: [{ AnnotationValue: { StringValue: 'basic' }, ServiceIds: orders }],
        hot: [{ AnnotationValue: { BooleanValue: true } }],
      },
      ServiceIds: [
        { Name: 'api/v1', Type: 'AWS::ApiGateway::Stage' },
        { Name: 'orders', Type: 'AWS::Lambda' },
      ],
      EntryPoint: { Name: 'api/v1' },
    },
  ])
  const { Traces } = await call('BatchGetTraces', { TraceIds: [trace_id, traceId()] })
  expect(Traces).toHaveLength(1)
  expect(Traces[0].Segments.map(({ Document }: { Document: string }) => JSON.parse(Document))).toEqual(
    expect.arrayContaining([api, work, own]),
  )
})

test('a segment in progress is replaced by the whole one', async () => {
  const { put, segment, found } = testXray()
  const { end_time: _, ...begun } = segment()
  await put({ ...begun, in_progress: true })
  expect(await found('partial')).toEqual([begun.trace_id])
  await put({ ...begun, end_time: START + 2 })
  expect(await found('partial')).toEqual([])
  expect(await found('duration = 2')).toEqual([begun.trace_id])
})

test('filters find traces by annotations, times, services and what went wrong', async () => {
  const { put, segment, found } = testXray()
  const acme = segment({ annotations: { TenantId: 'acme', n: 5 }, end_time: START + 2 })
  const other = segment({ annotations: { TenantId: 'acme two', n: 9 }, fault: true, name: 'users' })
  const plain = segment({ error: true, throttle: true })
  await put(acme, other, plain)
  const expected: [string, object[]][] = [
    ['annotation.TenantId = "acme"', [acme]],
    ['annotation[TenantId] = "acme"', [acme]],
    ['annotation.TenantId BEGINSWITH "acme"', [acme, other]],
    ['annotation.TenantId ENDSWITH "two"', [other]],
    ['annotation.TenantId CONTAINS "e t"', [other]],
    ['annotation.TenantId != "acme"', [other]],
    ['annotation.TenantId', [acme, other]],
    ['!annotation.TenantId', [plain]],
    ['annotation.n > 5', [other]],
    ['annotation.n >= 5 AND annotation.n < 9', [acme]],
    ['annotation.n = "5"', []],
    ['responsetime > 1', [acme]],
    ['responsetime <= 1', [other, plain]],
    ['fault', [other]],
    ['error', [plain]],
    ['throttle', [plain]],
    ['ok', [acme]],
    ['service("users")', [other]],
    ['service("users") OR responsetime > 1.5', [acme, other]],
    ['(fault OR error) AND annotation.TenantId = "acme two"', [other]],
    ['fault OR error AND annotation.TenantId = "nobody"', [other]],
  ]
  for (const [filter, traces] of expected) {
    const ids = (traces as { trace_id: string }[]).map(({ trace_id }) => trace_id)
    expect((await found(filter)).sort(), filter).toEqual(ids.sort())
  }
})

test.each([
  ['http.status = 200', 'the keyword http.status in a filter'],
  ['user = "ann"', 'the keyword user in a filter'],
  ['service()', 'service() without a name'],
  ['service("a") { fault }', 'a filter inside service()'],
  ['group.name = "x"', 'Invalid filter expression'],
  ['fault AND', 'Invalid filter expression'],
  ['annotation.n >', 'Invalid filter expression'],
  ['annotation.n > "5"', 'Invalid filter expression'],
  ['annotation.n = "\\x"', 'Invalid filter expression'],
  ['service("a\tb")', 'Invalid filter expression'],
])('%s is refused by name', async (filter, message) => {
  await expect(testXray().found(filter)).rejects.toThrow(message)
})

test('traces are found in the time of their ids, by pages, for 30 days', async () => {
  const { put, segment, found, call, traceId, context } = testXray()
  const ids = Array.from({ length: 101 }, (_, i) => traceId(i))
  for (const trace_id of ids) await put(segment({ trace_id }))
  expect(await found(undefined, { StartTime: START + 10, EndTime: START + 12 })).toEqual(ids.slice(10, 13))
  const span = { StartTime: START, EndTime: START + 200 }
  const { TraceSummaries, NextToken } = await call('GetTraceSummaries', span)
  expect(TraceSummaries).toHaveLength(100)
  expect(await found(undefined, { ...span, NextToken })).toEqual(ids.slice(100))
  context.clock.advance(31 * 86_400_000)
  await put(segment({ trace_id: traceId(31 * 86_400) }))
  expect(await found(undefined, span)).toEqual([])
})

test('a document that is none is named, and the others are taken', async () => {
  const { put, segment, found } = testXray()
  const good = segment()
  const answer = await put(
    good,
    segment({ id: 'x' }),
    { ...segment(), trace_id: 'x' },
    segment({ end_time: undefined }),
  )
  expect(answer.UnprocessedTraceSegments).toMatchObject([
    { Id: 'x', ErrorCode: 'InvalidSegment', Message: expect.stringContaining('id') },
    { ErrorCode: 'InvalidSegment', Message: expect.stringContaining('trace_id') },
    { ErrorCode: 'InvalidSegment', Message: expect.stringContaining('end_time or in_progress is missing') },
  ])
  const large = await put(segment({ metadata: 'x'.repeat(65_536) }))
  expect(large.UnprocessedTraceSegments).toMatchObject([{ ErrorCode: 'SegmentTooLarge' }])
  const nested = (open: string, close: string) => open.repeat(1_000) + close.repeat(1_000)
  const deep = [
    segment({ metadata: JSON.parse(nested('[', ']')) }),
    segment({ subsegments: [JSON.parse(`${nested('{"name":"a","subsegments":[', ']}')}`)] }),
  ]
  expect((await put(...deep)).UnprocessedTraceSegments).toMatchObject(
    Array(2).fill({ ErrorCode: 'InvalidSegment', Message: expect.stringContaining('nested deeper than 100 levels') }),
  )
  expect(await found()).toEqual([good.trace_id])
})

test('the daemon takes the segments of a function, whatever else it is sent', async () => {
  const { tracer, segment, found, context } = testXray()
  const daemon = await tracer.daemon({ roleName: 'shop' } as RoleSession)
  const socket = createSocket('udp4')
  onTestFinished(() => {
    daemon.close()
    socket.close()
  })
  const [host = '', port] = daemon.address.split(':')
  const header = JSON.stringify({ format: 'json', version: 1 })
  const good = segment()
  const deep = JSON.stringify(segment()).replace('{', `{"metadata":${'['.repeat(9_000)}${']'.repeat(9_000)},`)
  for (const datagram of [
    '',
    header,
    `\n${header}`,
    `${header}\n`,
    `${header}\n${deep}`,
    `${header}\n${JSON.stringify(good)}`,
  ])
    socket.send(datagram, Number(port), host)
  await expect.poll(() => found()).toEqual([good.trace_id])
  expect(context.lines.join('\n')).toContain('a segment of shop was not taken: Invalid segment: it is nested deeper')
})

test('the first of each second is sampled, and five percent of the others, or the share that was asked for', () => {
  const { tracer, context } = testXray()
  const draw = (sample: () => boolean, times = 4_000) => Array.from({ length: times }, sample).filter(Boolean).length
  expect(tracer.sample()).toBe(true)
  const others = draw(tracer.sample)
  expect(others).toBeGreaterThan(100)
  expect(others).toBeLessThan(320)
  context.clock.advance(1_000)
  expect(tracer.sample()).toBe(true)
  expect(draw(testXray(undefined, 1).tracer.sample)).toBe(4_000)
  expect(draw(testXray(undefined, 0).tracer.sample)).toBe(0)
})

test('segments are there after a kill', async () => {
  const first = testXray()
  const segment = first.segment()
  first.tracer.put(segment)
  await new Promise((resolve) => setImmediate(resolve))
  first.context.database.close()
  expect(await testXray(first.context.dataDir).found()).toEqual([segment.trace_id])
})
