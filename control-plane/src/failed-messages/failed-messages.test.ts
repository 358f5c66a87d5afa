import type { Message } from '@aws-sdk/client-sqs'
import { LONGEST_REQUEST_SECONDS } from '@tenantry/contracts/timing.ts'
import { testIntents } from '@tenantry/tests/support/audit.ts'
import { buildOperator, buildRequest, standingClock } from '@tenantry/tests/support/builders.ts'
import { testCursors } from '@tenantry/tests/support/cursors.ts'
import { expect, test } from 'vitest'
import { listFailedMessages } from './list-failed-messages.ts'
import { redriveFailedMessages } from './redrive-failed-messages.ts'

const message = (id: string, secondsLater: number, body: unknown): Message => ({
  MessageId: id,
  Body: typeof body === 'string' ? body : JSON.stringify(body),
  Attributes: { SentTimestamp: String(1_767_225_600_000 + secondsLater * 1000), ApproximateReceiveCount: '4' },
})
const ACME = 'acme00000000'
const none = async () => []
const made = (widgetId: string) => ({
  source: 'tenantry.services',
  'detail-type': 'WidgetMade',
  detail: { tenantId: 'acme00000000', data: { widgetId } },
})
const cursors = await testCursors()
const request = (query: Record<string, string> = {}) => buildRequest({ query, caller: buildOperator() })

const seeing =
  (...messages: Message[]) =>
  async () => ({ messages, isComplete: true })

test('a failed message names its consumer, its tenant and its subject; one that is not an event names its consumer only', async () => {
  const look = seeing(message('m2', 1, 'no JSON'), message('m1', 0, made('wdg_1')))
  const { body } = await listFailedMessages({
    queues: [{ consumer: 'worker', silo: null, look }],
    siloQueues: none,
    cursors,
    system: standingClock,
  })(request())
  const facts = { consumer: 'worker', silo: null, attempts: 4 }
  expect(body).toEqual({
    items: [
      {
        ...facts,
        id: 'm1',
        tenantId: 'acme00000000',
        type: 'WidgetMade',
        subject: 'wdg_1',
        sentAt: '2026-01-01T00:00:00.000Z',
      },
      { ...facts, id: 'm2', tenantId: null, type: null, subject: null, sentAt: '2026-01-01T00:00:01.000Z' },
    ],
    nextCursor: null,
  })
})

test('pages show every message once, also when one has gone in between', async () => {
  const messages = [3, 1, 2, 0].map((n) => message(`m${n}`, n, made(`wdg_${n}`)))
  const list = listFailedMessages({
    queues: [{ consumer: 'worker', silo: null, look: async () => ({ messages, isComplete: true }) }],
    siloQueues: none,
    cursors,
    system: standingClock,
  })
  const page = async (query: Record<string, string>) => {
    const { body } = await list(request(query))
    const { items, nextCursor } = body as { items: { id: string }[]; nextCursor: string }
    return { ids: items.map(({ id }) => id), nextCursor }
  }
  const first = await page({ limit: '2' })
  expect(first.ids).toEqual(['m0', 'm1'])
  messages.splice(1, 1)
  expect(await page({ limit: '2', cursor: first.nextCursor })).toEqual({ ids: ['m2', 'm3'], nextCursor: null })
})

test('pages go over the messages of all consumers and of all silos, oldest first', async () => {
  const look = (...seconds: number[]) => seeing(...seconds.map((n) => message(`m${n}`, n, made('wdg_1'))))
  const queues = [
    { consumer: 'a', silo: null, look: look(0, 3) },
    { consumer: 'b', silo: ACME, look: look(1) },
  ]
  const [shared, ofSilos] = [queues.slice(0, 1), async () => queues.slice(1)]
  const { body } = await listFailedMessages({ queues: shared, siloQueues: ofSilos, cursors, system: standingClock })(
    request(),
  )
  const { items } = body as { items: { consumer: string; silo: string | null }[] }
  expect(items.map(({ consumer, silo }) => [consumer, silo])).toEqual([
    ['a', null],
    ['b', ACME],
    ['a', null],
  ])
})

test('a page of what was seen in time goes on where it ended, also when nothing was seen', async () => {
  const looks: number[] = []
  const answers = [[], [message('m0', 0, made('wdg_0'))], [message('m1', 1, made('wdg_1'))]]
  const look = async (until: number) => {
    looks.push(until)
    const messages = answers.shift() ?? []
    return { messages, isComplete: answers.length === 0 }
  }
  const list = listFailedMessages({
    queues: [{ consumer: 'worker', silo: null, look }],
    siloQueues: none,
    cursors,
    system: standingClock,
  })
  const shown: string[] = []
  let cursor: string | null = null
  do {
    const { body } = await list(request(cursor === null ? {} : { cursor }))
    const page = body as { items: { id: string }[]; nextCursor: string | null }
    shown.push(...page.items.map(({ id }) => id))
    cursor = page.nextCursor
  } while (cursor !== null)
  expect(shown).toEqual(['m0', 'm1'])
  expect(Math.max(...looks) - standingClock.now()).toBeLessThanOrEqual((LONGEST_REQUEST_SECONDS * 1000) / 2)
})

test('a redrive is of one consumer or of all, in one silo or everywhere, and one of nothing starts nothing', async () => {
  const started: string[] = []
  const queue = (consumer: string, count: number) => ({
    consumer,
    count: async () => count,
    redrive: async () => void started.push(consumer),
  })
  const { intents, entries } = await testIntents('failed-messages')
  const redrive = redriveFailedMessages({
    queues: [queue('a', 3), queue('b', 0), queue('c', 2)],
    siloQueues: async (silo) => (silo === null ? [queue('a', 7)] : silo === ACME ? [queue('a', 4), queue('c', 1)] : []),
    intents,
  })
  expect(await redrive(request({ consumer: 'c' }))).toEqual({ status: 202, body: { messages: 2 } })
  expect(await redrive(request())).toEqual({ status: 202, body: { messages: 12 } })
  expect(started).toEqual(['c', 'a', 'c', 'a'])
  expect(await redrive(request({ silo: ACME, consumer: 'a' }))).toEqual({ status: 202, body: { messages: 4 } })
  expect(await redrive(request({ silo: 'globex000000' }))).toEqual({ status: 202, body: { messages: 0 } })
  expect(await entries()).toMatchObject([
    { action: 'failed-messages.redriven', object: { id: 'c' }, outcome: 'done', after: { messages: 2 } },
    { action: 'failed-messages.redriven', object: { id: 'all' }, outcome: 'done', after: { messages: 12 } },
    { tenantId: ACME, object: { id: 'a' }, after: { messages: 4 } },
    { tenantId: 'globex000000', object: { id: 'all' }, after: { messages: 0 } },
  ])
  await expect(redrive(request({ consumer: 'unknown' }))).rejects.toMatchObject({ code: 'INVALID_REQUEST' })
})
