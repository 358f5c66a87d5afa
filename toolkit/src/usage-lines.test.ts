import type { Route } from '@tenantry/contracts/route.ts'
import { CONTEXT, loggedLines } from '@tenantry/tests/support/logged-lines.ts'
import { beforeEach, expect, test } from 'vitest'
import { authorizerHandler, UNAUTHORIZED } from './authorizer-handler.ts'
import { eventHandler } from './event-handler.ts'
import { apiHandler, noContent } from './http.ts'
import { invocationHandler } from './invocation-handler.ts'
import type { ProxyEvent } from './lambda-proxy.ts'
import { createLogger } from './logger.ts'
import { queueHandler } from './queue.ts'
import { Refused, triggerHandler } from './trigger-handler.ts'
import { correlationId, noteOfWork, workFor } from './work.ts'

const TENANT = 'aaaaaaaaaaaa'
const OTHER = 'bbbbbbbbbbbb'
const ROUTES = [
  { method: 'POST', path: '/things', service: 'things', operation: 'createThing', roles: ['admin'] },
] as const satisfies Route<string, string>[]

const logger = createLogger('things')
let logged: ReturnType<typeof loggedLines>
/** What the handler does. */
let work: () => Promise<void>

beforeEach(() => {
  logged = loggedLines()
  work = async () => {}
  logger.resetKeys()
})

const queue = { client: { send: async () => {} } as never, url: 'https://queue', logger, work: () => work() }
const records = (...bodies: string[]) => ({
  Records: bodies.map((body, n) => ({
    messageId: `message-${n}`,
    receiptHandle: `handle-${n}`,
    body,
    attributes: { ApproximateReceiveCount: '1' },
  })),
})
const eventText = (event: object) => JSON.stringify({ id: 'event-1', source: 'test', 'detail-type': 'Made', ...event })
const request: ProxyEvent = {
  resource: '/things',
  httpMethod: 'POST',
  headers: {},
  queryStringParameters: null,
  pathParameters: null,
  requestContext: {
    requestId: 'request-1',
    identity: { sourceIp: '203.0.113.7' },
    authorizer: { tenantId: TENANT, userId: 'u1', tier: 'Basic' },
  },
  body: '"ä"',
  isBase64Encoded: false,
}

/** Each way to build a handler, invoked once. */
const HANDLERS = {
  api: () =>
    apiHandler({
      routes: ROUTES,
      service: 'things',
      operations: { createThing: () => work().then(noContent) },
      answers: () => Promise.reject() as never,
      logger,
    })(request, CONTEXT),
  queue: () => queueHandler(queue)(records('anything'), CONTEXT),
  event: () => eventHandler(queue)(records(eventText({ detail: { tenantId: TENANT, tier: 'Basic' } })), CONTEXT),
  schedule: () => eventHandler(queue)(records(eventText({ source: 'aws.events', detail: {} })), CONTEXT),
  step: () =>
    invocationHandler({
      kind: 'step',
      logger,
      describe: () => ({ operation: 'move/copy', usageId: 'wfl/1/copy', tenantId: TENANT }),
      run: () => work(),
    })({}, CONTEXT),
  authorizer: () => authorizerHandler(logger, () => work())({}, CONTEXT),
  trigger: () =>
    triggerHandler(logger, async (event) => {
      await work()
      return event
    })({ triggerSource: 'TokenGeneration_Authentication' }, CONTEXT),
}
const ALL = Object.entries(HANDLERS)

test.each(ALL)(
  'a handler of the kind %s writes exactly one usage line, the last one, when it succeeds',
  async (_, run) => {
    work = async () => logger.info('at work')
    await run()
    expect(logged.usage()).toHaveLength(1)
    expect(logged.lines().at(-1)).toHaveProperty('usage')
    expect(logged.usage()[0]).toMatchObject({ functionRequestId: CONTEXT.awsRequestId, service: 'things' })
    expect(logged.usage()[0]?.status).toBeLessThan(300)
  },
)

test.each(ALL)('a handler of the kind %s writes exactly one usage line when its work fails', async (_, run) => {
  work = () => Promise.reject(new Error('broken'))
  await Promise.resolve(run()).catch(() => {})
  expect(logged.usage()).toMatchObject([{ status: 500, Errors: 1, Requests: 1 }])
})

test.each(ALL)(
  'what a handler of the kind %s logs, appends or notes replaces nothing of its usage line',
  async (_, run) => {
    await run()
    const [plain] = logged.usage()
    logged.texts.length = 0
    const lies = {
      tenantId: OTHER,
      tier: 'Free',
      usageId: 'x',
      readUnits: 99,
      usage: 'job',
      correlationId: 'y',
      service: 'z',
    }
    work = async () => {
      logger.appendKeys(lies as Record<string, unknown>)
      logger.appendPersistentKeys({ tenantId: OTHER })
      noteOfWork({ ...lies, status: 200, logBytes: 1, _aws: {}, durationMs: -1, time: 'never' })
      if (plain?.tenantId) workFor({ tenantId: OTHER, tier: 'Free' })
      logger.info('lies', { ...lies, _aws: {}, type: 'platform.report' })
    }
    await run()
    logger.removePersistentKeys(['tenantId'])
    const [lied] = logged.usage()
    expect({ ...lied, logBytes: 0, time: 0, timestamp: 0, durationMs: 0, Latency: 0, _aws: 0 }).toMatchObject({
      ...plain,
      logBytes: 0,
      time: 0,
      timestamp: 0,
      durationMs: 0,
      Latency: 0,
      _aws: 0,
    })
    expect(logged.lines().filter((line) => '_aws' in line || 'type' in line || 'usage' in line)).toHaveLength(1)
    if (plain?.tenantId) for (const line of logged.lines()) expect(line.tenantId).toBe(plain.tenantId)
  },
)

test.each(ALL)('the log bytes of the kind %s are what CloudWatch bills for its lines', async (_, run) => {
  for (const length of [0, 5, 700, 9_600]) {
    logged.texts.length = 0
    work = async () => logger.info('ü'.repeat(length))
    await run()
    const billed = logged.texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 26, 0)
    expect(logged.usage().map(({ logBytes }) => logBytes)).toEqual([billed])
  }
})

test('a request counts its bytes as UTF-8, and its gateway id is what everything later belongs to', async () => {
  let belongsTo: string | null = null
  work = async () => {
    belongsTo = correlationId()
  }
  await HANDLERS.api()
  expect(logged.usage()).toMatchObject([
    { usage: 'request', usageId: 'request-1', operation: 'createThing', tenantId: TENANT, tier: 'Basic', bytesIn: 4 },
  ])
  expect([belongsTo, logged.usage()[0]?.correlationId]).toEqual(['request-1', 'request-1'])
})

test('each message of a batch has a line of its own, with the tenant that its event names', async () => {
  const detail = (tenantId: string) => ({ detail: { tenantId, correlationId: `request of ${tenantId}` } })
  const bodies = [eventText({ id: 'e1', ...detail(TENANT) }), eventText({ id: 'e2', ...detail(OTHER) }), 'no event']
  await eventHandler(queue)(records(...bodies, eventText({ id: 'e3', detail: { tenantId: 'a@b.example' } })), CONTEXT)
  expect(logged.usage()).toMatchObject([
    { usageId: 'things/e1', tenantId: TENANT, correlationId: `request of ${TENANT}`, operation: 'Made', status: 200 },
    { usageId: 'things/e2', tenantId: OTHER, correlationId: `request of ${OTHER}` },
    { usageId: 'message-2', tenantId: null, status: 500 },
    { usageId: 'things/e3', tenantId: null, correlationId: 'e3' },
  ])
  expect(logged.texts.filter((text) => text.includes('"usage"')).join()).not.toContain('@')
})

test.each(ALL)(
  'every line of a handler of the kind %s leads to its invocation, and to what it belongs to',
  async (_, run) => {
    work = async () => logger.info('at work')
    await run()
    const [{ correlationId: belongsTo } = {}] = logged.usage()
    expect(logged.lines()).toHaveLength(2)
    for (const line of logged.lines())
      expect(line).toMatchObject({ functionRequestId: CONTEXT.awsRequestId, correlationId: belongsTo })
  },
)

test('a tick of a schedule is a job of the platform', async () => {
  await HANDLERS.schedule()
  expect(logged.usage()).toMatchObject([{ usage: 'job', operation: 'tick', tenantId: null, correlationId: 'event-1' }])
})

test('an authorizer that decides against a caller has not failed, and one that cannot decide has', async () => {
  const decide = (message: string) =>
    authorizerHandler(logger, async () => {
      workFor({ tenantId: TENANT, tier: 'Basic' })
      throw new Error(message)
    })({}, CONTEXT)
  await expect(decide(UNAUTHORIZED)).rejects.toThrow(UNAUTHORIZED)
  await expect(decide('no table')).rejects.toThrow('no table')
  const [refused, failed] = logged.usage()
  expect(refused).toMatchObject({ status: 401, tenantId: TENANT, Errors: 0 })
  expect(refused).not.toHaveProperty('AuthorizerFailures')
  expect(failed).toMatchObject({ status: 500, tenantId: TENANT, Errors: 1, AuthorizerFailures: 1 })
})

test('a person who is refused is no failure of the trigger', async () => {
  work = () => Promise.reject(new Refused('You are not a member of this tenant.'))
  await expect(HANDLERS.trigger()).rejects.toThrow('not a member')
  expect(logged.lines()).toMatchObject([{ usage: 'request', status: 403, Errors: 0 }])
})
