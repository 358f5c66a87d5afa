import { outboxPartition } from '@tenantry/contracts/outbox.ts'
import { eventHandler } from '@tenantry/toolkit/event-handler.ts'
import { publish } from '@tenantry/toolkit/events.ts'
import { createLogger } from '@tenantry/toolkit/logger.ts'
import { outboxWrite, type Send } from '@tenantry/toolkit/outbox.ts'
import { runWork } from '@tenantry/toolkit/run-work.ts'
import { sweepOutbox } from '@tenantry/toolkit/sweep-outbox.ts'
import { table, transact } from '@tenantry/toolkit/table.ts'
import { beforeEach, expect, test } from 'vitest'
import { testDynamo } from '../support/dynamodb.ts'
import { CONTEXT, loggedLines } from '../support/logged-lines.ts'

const TENANT = 'acme00000000'
const logger = createLogger('widgets')
let logged: ReturnType<typeof loggedLines>
/** What was put on the bus. */
let details: string[]

beforeEach(() => {
  logged = loggedLines()
  details = []
})

const bus = {
  send: async ({ input }: { input: { Entries: { Detail: string }[] } }) => {
    details.push(...input.Entries.map(({ Detail }) => Detail))
    return {}
  },
} as never
const send: Send = ({ type, detail }) =>
  publish(bus, 'bus', 'source', [{ type, detail: { tenantId: TENANT, data: detail } }])
const entry = {
  key: { partition: outboxPartition(TENANT, 'WidgetMade', 0), id: 'one' },
  type: 'WidgetMade',
  detail: { id: 'one' },
  at: '2026-01-01T00:00:00.000Z',
}
const beginning = (id: string) => ({
  usageId: id,
  functionRequestId: id,
  tenantId: null,
  tier: null,
  operation: 'any',
  keys: {},
  correlationId: id,
})
const consume = (detail: unknown) => {
  const body = JSON.stringify({ id: 'event-1', source: 'source', 'detail-type': 'WidgetMade', detail })
  const record = { messageId: 'm', receiptHandle: 'h', body, attributes: { ApproximateReceiveCount: '1' } }
  const queue = { client: { send: async () => {} } as never, url: 'https://queue', logger }
  return eventHandler({ ...queue, work: async () => logger.info('consumed') })({ Records: [record] }, CONTEXT)
}

test('an event that leaves at once belongs to its request, and so does every line of its consumer', async () => {
  await runWork(logger, { kind: 'request', ...beginning('request-1') }, () => send(entry))
  await consume(JSON.parse(details[0] ?? ''))
  expect(logged.lines().map(({ message, correlationId }) => [message, correlationId])).toEqual([
    ['request', 'request-1'],
    ['consumed', 'request-1'],
    ['message', 'request-1'],
  ])
})

test('an event that the sweeper sends belongs to the request that wrote it, and not to the tick', async () => {
  const client = await testDynamo('outbox')
  const outbox = table(client, 'outbox')
  await runWork(logger, { kind: 'request', ...beginning('request-1') }, () =>
    transact(client, [outboxWrite('outbox', entry)]),
  )
  const sweep = () =>
    sweepOutbox({
      index: outbox,
      tableOf: async () => outbox,
      send,
      remaining: () => 60_000,
      system: { now: () => Date.parse('2026-01-01T01:00:00.000Z') },
      logger,
    })
  expect(await runWork(logger, { kind: 'job', ...beginning('tick-1') }, sweep)).toEqual({ sent: 1, failed: 0 })
  expect(JSON.parse(details[0] ?? '')).toEqual({ tenantId: TENANT, data: { id: 'one' }, correlationId: 'request-1' })
  expect(logged.usage().map(({ correlationId }) => correlationId)).toEqual(['request-1', 'tick-1'])
})

test.each([[''], ['x'.repeat(129)], [5], [{ a: 1 }]])(
  'an event whose correlation id is %j belongs to itself',
  async (correlationId) => {
    await consume({ tenantId: TENANT, correlationId })
    expect(logged.usage().map((line) => line.correlationId)).toEqual(['event-1'])
  },
)
