import type { Message } from '@aws-sdk/client-sqs'
import type { ApiRequest } from '@tenantry/toolkit/http.ts'
import { expect, test } from 'vitest'
import { listFailedMessages } from './list-failed-messages.ts'
import { redriveFailedMessages } from './redrive-failed-messages.ts'

const message = (id: string, secondsLater: number, body: unknown): Message => ({
  MessageId: id,
  Body: typeof body === 'string' ? body : JSON.stringify(body),
  Attributes: { SentTimestamp: String(1_767_225_600_000 + secondsLater * 1000), ApproximateReceiveCount: '4' },
})
const placed = (orderId: string) => ({
  source: 'tenantry.shop',
  'detail-type': 'OrderPlaced',
  detail: { tenantId: 'acme00000000', orderId },
})
const request = (query: Record<string, string> = {}) => ({ query }) as ApiRequest

test('a failed message names its tenant and its order; one that is no event of ours names neither', async () => {
  const look = async () => [message('m2', 1, 'no JSON'), message('m1', 0, placed('ord_1'))]
  const { body } = await listFailedMessages({ queue: { look } })(request())
  const facts = { attempts: 4 }
  expect(body).toEqual({
    items: [
      {
        ...facts,
        id: 'm1',
        tenantId: 'acme00000000',
        type: 'OrderPlaced',
        subject: 'ord_1',
        sentAt: '2026-01-01T00:00:00.000Z',
      },
      { ...facts, id: 'm2', tenantId: null, type: null, subject: null, sentAt: '2026-01-01T00:00:01.000Z' },
    ],
    nextCursor: null,
  })
})

test('pages show every message once, also when one has gone in between', async () => {
  const messages = [3, 1, 2, 0].map((n) => message(`m${n}`, n, placed(`ord_${n}`)))
  const list = listFailedMessages({ queue: { look: async () => messages } })
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

test('a redrive of nothing starts nothing', async () => {
  let started = 0
  const redrive = async () => void started++
  const of = (count: number) => redriveFailedMessages({ queue: { count: async () => count, redrive } })(request())
  expect(await of(0)).toEqual({ status: 202, body: { messages: 0 } })
  expect(started).toBe(0)
  expect(await of(3)).toEqual({ status: 202, body: { messages: 3 } })
  expect(started).toBe(1)
})
