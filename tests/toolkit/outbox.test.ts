import { outboxPartition, WAITING_INDEX, WAITING_PARTITIONS } from '@tenantry/contracts/outbox.ts'
import { type OutboxEntry, type OutboxKey, outboxWrite, relay } from '@tenantry/toolkit/outbox.ts'
import { type Sweep, sweepOutbox } from '@tenantry/toolkit/sweep-outbox.ts'
import { type Item, type Table, table, transact, type Write } from '@tenantry/toolkit/table.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testDynamo } from '../support/dynamodb.ts'

const NOW = Date.parse('2026-01-01T00:10:00.000Z')
const MINUTE = 60_000
const logger = { info: () => {}, error: () => {}, warn: () => {} }
const entry = (id: string, ageMs: number): OutboxEntry => ({
  key: { partition: outboxPartition('acme00000000', 'WidgetMade', 0), id },
  type: 'Happened',
  detail: { id },
  at: new Date(NOW - ageMs).toISOString(),
})

const itemOf = (write: Write): Item => (write.kind === 'put' ? write.item : {})

async function outboxWith(...entries: OutboxEntry[]) {
  const client = await testDynamo('outbox')
  const outbox = table(client, 'outbox')
  for (const one of entries) await transact(client, [outboxWrite('outbox', one)])
  const sent: string[] = []
  return {
    outbox,
    sent,
    has: async (id: string) => (await outbox.get(entry(id, 0).key)) !== undefined,
    sweep: (options: Partial<Sweep> = {}, now = NOW) =>
      sweepOutbox({
        index: outbox,
        tableOf: async () => outbox,
        send: async ({ key }) => void sent.push(key.id),
        remaining: () => 60_000,
        system: { now: () => now },
        logger,
        ...options,
      }),
  }
}

test('the sweeper sends and deletes what is older than a minute, and leaves what its writer is still sending', async () => {
  const { sweep, sent, has } = await outboxWith(entry('a', 2 * MINUTE), entry('b', MINUTE - 1000))
  expect(await sweep()).toEqual({ sent: 1, failed: 0 })
  expect(sent).toEqual(['a'])
  expect([await has('a'), await has('b')]).toEqual([false, true])
})

test('an entry that cannot be sent holds up no other, and waits longer after each attempt', async () => {
  const { sweep, sent, has } = await outboxWith(entry('poison', 3 * MINUTE), entry('b', 2 * MINUTE))
  const send = async ({ key }: { key: OutboxKey }) => {
    if (key.id === 'poison') throw new Error('refused')
    sent.push(key.id)
  }
  expect(await sweep({ send })).toEqual({ sent: 1, failed: 1 })
  expect([sent, await has('poison')]).toEqual([['b'], true])
  expect(await sweep({ send }, NOW + MINUTE - 1)).toEqual({ sent: 0, failed: 0 })
  expect(await sweep({ send }, NOW + MINUTE + 1)).toEqual({ sent: 0, failed: 1 })
  expect(await sweep({ send }, NOW + 2 * MINUTE)).toEqual({ sent: 0, failed: 0 })
  expect(await sweep({}, NOW + 4 * MINUTE)).toEqual({ sent: 1, failed: 0 })
})

test('an entry whose tenant gets no session stays, and the others leave', async () => {
  const { sweep, outbox, sent, has } = await outboxWith(entry('refused', 3 * MINUTE), entry('b', 2 * MINUTE))
  const tableOf = async ({ id }: OutboxKey) => {
    if (id === 'refused') throw new Error('no session')
    return outbox
  }
  expect(await sweep({ tableOf })).toEqual({ sent: 1, failed: 1 })
  expect(sent.toSorted()).toEqual(['b', 'refused'])
  expect([await has('refused'), await has('b')]).toEqual([true, false])
})

test('an entry that waits for an answer is sent again each minute, until it is gone', async () => {
  const { sweep, sent, outbox } = await outboxWith(entry('request', 2 * MINUTE))
  const stays = () => true
  for (const minutes of [0, 0.5, 1.1, 2.2]) await sweep({ stays }, NOW + minutes * MINUTE)
  expect(sent).toEqual(['request', 'request', 'request'])
  await outbox.delete(entry('request', 0).key)
  await sweep({ stays }, NOW + 10 * MINUTE)
  expect(sent).toHaveLength(3)
})

test('a run sends hundreds, and stops while there is time to finish what it has in hand', async () => {
  const many = Array.from({ length: 300 }, (_, n) => entry(`e${n}`, 2 * MINUTE))
  const { sweep, sent } = await outboxWith(...many)
  let calls = 0
  await sweep({ remaining: () => (++calls > 100 ? 1000 : 60_000) })
  expect(sent).toHaveLength(100)
  await sweep()
  expect(new Set(sent).size).toBe(300)
})

test('entries spread over the partitions of the index', () => {
  fc.assert(
    fc.property(fc.array(fc.uuid(), { minLength: 400, maxLength: 400 }), (ids) => {
      const partitions = ids.map((id) => String(itemOf(outboxWrite('t', entry(id, 0))).outbox))
      expect(partitions.every((one) => WAITING_PARTITIONS.includes(one))).toBe(true)
      expect(new Set(partitions).size).toBeGreaterThan(WAITING_PARTITIONS.length / 2)
    }),
    { numRuns: 20 },
  )
  expect(WAITING_INDEX).toBe('waiting')
})

test('a relay deletes what it sent, and leaves to the sweeper what it could not send', async () => {
  const { outbox, has } = await outboxWith(entry('a', 0), entry('b', 0), entry('c', 0))
  const own: Pick<Table, 'delete'> = outbox
  await relay(async () => {}, logger)(own, entry('a', 0))
  await relay(() => Promise.reject(new Error('down')), logger)(own, entry('b', 0))
  await relay(
    async () => {},
    logger,
    () => true,
  )(own, entry('c', 0))
  expect([await has('a'), await has('b'), await has('c')]).toEqual([false, true, true])
})
