import { expect, test } from 'vitest'
import { outboxWrite, relay, sweepOutbox } from './outbox.ts'
import type { Item } from './table.ts'

const NOW = Date.parse('2026-01-01T00:10:00.000Z')
const logger = { info: () => {}, error: () => {}, warn: () => {} }
const entry = (id: string, secondsAgo: number) => ({
  key: { tenantId: 'acme00000000', userId: `outbox#${id}` },
  type: 'sbt_aws_tenantUserCreated' as const,
  detail: { id },
  at: new Date(NOW - secondsAgo * 1000).toISOString(),
})

function tableOf(...entries: ReturnType<typeof entry>[]) {
  const items = entries.map((one): Item => (outboxWrite('t', one) as { item: Item }).item)
  const at = (key: Item) => items.findIndex((item) => item.userId === key.userId)
  return {
    items,
    async query({ values, limit }: { values: Item; limit?: number }) {
      const waiting = items.filter((item) => String(item.waitingSince) < String(values[':before']))
      return { items: waiting.slice(0, limit), next: undefined }
    },
    async delete(key: Item) {
      return items.splice(at(key), 1)[0]
    },
    async update(key: Item, { values }: { values?: Item }) {
      return Object.assign(items[at(key)] ?? {}, { waitingSince: values?.[':at'] })
    },
  }
}

const sweep = (
  table: ReturnType<typeof tableOf>,
  send: (detail: unknown) => Promise<void>,
  ofKey: (key: Item) => Promise<ReturnType<typeof tableOf>> = async () => table,
) =>
  sweepOutbox({
    index: table,
    keyNames: ['tenantId', 'userId'],
    tableOf: ofKey,
    send: ({ detail }) => send(detail),
    system: { now: () => NOW },
    logger,
  })

test('the sweeper sends and removes what is older than a minute, and leaves what its writer is still sending', async () => {
  const table = tableOf(entry('a', 120), entry('b', 59))
  const sent: unknown[] = []
  await sweep(table, async (detail) => void sent.push(detail))
  expect(sent).toEqual([{ id: 'a' }])
  expect(table.items).toMatchObject([{ userId: 'outbox#b' }])
})

test('it goes on past a record that cannot leave, keeps it at the end of the queue, and fails loudly', async () => {
  const table = tableOf(entry('poison', 180), entry('b', 120))
  const refuse = async (detail: unknown) => {
    if ((detail as { id: string }).id === 'poison') throw new Error('refused')
  }
  await expect(sweep(table, refuse)).rejects.toThrow('1 records could not leave')
  expect(table.items).toMatchObject([{ userId: 'outbox#poison', waitingSince: new Date(NOW).toISOString() }])
})

test('it goes on past a record whose tenant gets no session, which stays', async () => {
  const table = tableOf(entry('refused', 180), entry('b', 120))
  const sent: unknown[] = []
  const ofKey = async ({ userId }: Item) => {
    if (userId === 'outbox#refused') throw new Error('no session')
    return table
  }
  await expect(sweep(table, async (detail) => void sent.push(detail), ofKey)).rejects.toThrow(
    '1 records could not leave',
  )
  expect(sent).toEqual([{ id: 'refused' }, { id: 'b' }])
  expect(table.items).toMatchObject([{ userId: 'outbox#refused' }])
})

test('a relay removes what it sent, and leaves to the sweeper what it could not send', async () => {
  const table = tableOf(entry('a', 0), entry('b', 0))
  await relay(async () => {}, logger)(table, entry('a', 0))
  expect(table.items).toMatchObject([{ userId: 'outbox#b' }])
  await relay(() => Promise.reject(new Error('down')), logger)(table, entry('b', 0))
  expect(table.items).toMatchObject([{ userId: 'outbox#b' }])
})
