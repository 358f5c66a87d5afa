import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { CONTEXT, loggedLines } from '@tenantry/tests/support/logged-lines.ts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { eventHandler } from './event-handler.ts'
import { eventBridge, publish } from './events.ts'
import { invocationHandler } from './invocation-handler.ts'
import { createLogger } from './logger.ts'

const TENANT = 'aaaaaaaaaaaa'
const ROOT = '1-581cf771-a006649127e371903a2de979'
const MESSAGE_ROOT = '1-581cf772-b006649127e371903a2de979'
const PARENT = '70de5b6f19ff9a0b'
const logger = createLogger('things')

let daemon: Socket
let received: Record<string, unknown>[]

beforeEach(async () => {
  received = []
  daemon = createSocket('udp4')
  daemon.on('message', (datagram) => {
    const [header = '', document = ''] = datagram.toString().split('\n')
    expect(JSON.parse(header)).toEqual({ format: 'json', version: 1 })
    received.push(JSON.parse(document))
  })
  daemon.bind(0, '127.0.0.1')
  await once(daemon, 'listening')
  vi.stubEnv('AWS_XRAY_DAEMON_ADDRESS', `127.0.0.1:${(daemon.address() as AddressInfo).port}`)
})

afterEach(() => {
  vi.unstubAllEnvs()
  daemon.close()
})

const header = (root: string, sampled: number) => `Root=${root};Parent=${PARENT};Sampled=${sampled}`
const step = (run: () => Promise<unknown> = async () => {}) =>
  invocationHandler({
    kind: 'step',
    logger,
    describe: () => ({ operation: 'move/copy', tenantId: TENANT, tier: 'Basic' }),
    run,
  })({}, CONTEXT)

test('sampled work sends one subsegment below that of Lambda, by whose annotations its tenant and tier are found', async () => {
  vi.stubEnv('_X_AMZN_TRACE_ID', header(ROOT, 1))
  const logged = loggedLines()
  await step()
  await expect.poll(() => received).toHaveLength(1)
  expect(received[0]).toEqual({
    type: 'subsegment',
    name: 'things',
    id: expect.stringMatching(/^[0-9a-f]{16}$/),
    trace_id: ROOT,
    parent_id: PARENT,
    start_time: expect.any(Number),
    end_time: expect.any(Number),
    fault: false,
    error: false,
    throttle: false,
    annotations: { TenantId: TENANT, Tier: 'Basic', Operation: 'move/copy', CorrelationId: CONTEXT.awsRequestId },
  })
  expect(logged.usage()).toMatchObject([{ xray_trace_id: ROOT, traceId: ROOT }])
})

test('the usage line of a message names the trace of its invocation, which is billed, and not that of the message', async () => {
  const body = JSON.stringify({ id: 'e1', source: 's', 'detail-type': 'Made', detail: { tenantId: TENANT } })
  const attributes = { ApproximateReceiveCount: '1', AWSTraceHeader: header(MESSAGE_ROOT, 1) }
  const queue = { client: { send: async () => {} } as never, url: 'https://queue', logger, work: async () => {} }
  const logged = loggedLines()
  const record = { messageId: 'm', receiptHandle: 'h', body, attributes }
  vi.stubEnv('_X_AMZN_TRACE_ID', header(ROOT, 1))
  await eventHandler(queue)({ Records: [record, record] }, CONTEXT)
  vi.stubEnv('_X_AMZN_TRACE_ID', header(ROOT, 0))
  await eventHandler(queue)({ Records: [record] }, CONTEXT)
  const [first, second, alone] = logged.usage()
  for (const line of [first, second]) expect(line).toMatchObject({ traceId: ROOT, batch: 2 })
  expect(Object.keys(alone ?? {})).not.toEqual(expect.arrayContaining(['traceId']))
  expect(alone).not.toHaveProperty('batch')
})

test('work that fails says so in its trace', async () => {
  vi.stubEnv('_X_AMZN_TRACE_ID', header(ROOT, 1))
  loggedLines()
  await expect(step(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  await expect.poll(() => received).toMatchObject([{ fault: true, error: false }])
})

test('a message goes on with the trace that it came with, and so does what it publishes', async () => {
  vi.stubEnv('_X_AMZN_TRACE_ID', header(ROOT, 0))
  loggedLines()
  vi.stubEnv('AWS_REGION', 'us-east-1')
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'a')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 's')
  vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'things')
  const bus = eventBridge()
  const sent: Record<string, string>[] = []
  bus.config.requestHandler = {
    handle: async ({ headers }: { headers: Record<string, string> }) => {
      sent.push(headers)
      return { response: { statusCode: 200, headers: {}, body: Buffer.from('{"FailedEntryCount":0}') } }
    },
  } as never
  const body = JSON.stringify({ id: 'e1', source: 's', 'detail-type': 'Made', detail: { tenantId: TENANT } })
  const attributes = { ApproximateReceiveCount: '1', AWSTraceHeader: header(MESSAGE_ROOT, 1) }
  const work = () => publish(bus, 'bus', 's', [{ type: 'Made', detail: {} }])
  const queue = { client: { send: async () => {} } as never, url: 'https://queue', logger, work }
  await eventHandler(queue)({ Records: [{ messageId: 'm', receiptHandle: 'h', body, attributes }] }, CONTEXT)
  await expect.poll(() => received).toHaveLength(1)
  const [{ id, trace_id: root, parent_id: parent } = {}] = received
  expect([root, parent]).toEqual([MESSAGE_ROOT, PARENT])
  expect(sent.map((headers) => headers['X-Amzn-Trace-Id'])).toEqual([`Root=${MESSAGE_ROOT};Parent=${id};Sampled=1`])
})

test.each([undefined, '', header(ROOT, 0), `Root=${ROOT};Sampled=1`, 'nonsense'])(
  'nothing is sent where the trace is %j',
  async (variable) => {
    vi.stubEnv('_X_AMZN_TRACE_ID', variable)
    loggedLines()
    await step()
    // What comes now is the first to arrive.
    vi.stubEnv('_X_AMZN_TRACE_ID', header(MESSAGE_ROOT, 1))
    await step()
    await expect.poll(() => received).toMatchObject([{ trace_id: MESSAGE_ROOT }])
  },
)

test.each([undefined, '', '127.0.0.1:1', '127.0.0.1:0', '127.0.0.1:x', 'nonsense'])(
  'work is done though the daemon is at %j',
  async (address) => {
    vi.stubEnv('_X_AMZN_TRACE_ID', header(ROOT, 1))
    vi.stubEnv('AWS_XRAY_DAEMON_ADDRESS', address)
    const logged = loggedLines()
    for (let n = 0; n < 3; n++) expect(await step(async () => 'done')).toBe('done')
    expect(logged.usage()).toHaveLength(3)
  },
)
