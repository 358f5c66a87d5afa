import { DatabaseSync } from 'node:sqlite'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { createTables, dynamoIn } from '@tenantry/tests/support/dynamodb.ts'
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { meterUnits } from './consumed-units.ts'
import { type Table, table, transact } from './table.ts'

// What DynamoDB reports to a client is counted at the client, by code that is none of the toolkit's; of what it refuses the engine tells what it bills.

const READS = /^(Get|BatchGet|Query|Scan)/

let client: DynamoDBClient
let members: Table
let reported: { read: number; write: number }

beforeEach(async () => {
  client = dynamoIn(new DatabaseSync(':memory:'), (use) => {
    if (use.type === 'units' && use.isRefused) reported.write += use.write
  })
  await createTables(client, ['memberships'])
  members = table(client, 'memberships')
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        expect(args.input, commandName).toMatchObject({ ReturnConsumedCapacity: 'TOTAL' })
        const answer = await next(args)
        const { ConsumedCapacity = [] } = answer.output as { ConsumedCapacity?: object | object[] }
        const kind = READS.test(commandName) ? 'read' : 'write'
        for (const one of [ConsumedCapacity].flat()) {
          reported[kind] += (one as { CapacityUnits?: number }).CapacityUnits ?? 0
        }
        return answer
      },
    { step: 'initialize' },
  )
})

interface Drawn {
  key: { tenantId: string; userId: string }
  text: string
}
const OF_TENANT = (tenantId: string) => ({ key: 'tenantId = :tenantId', values: { ':tenantId': tenantId } })
const OF_USER = (userId: string) => ({ index: 'byUser', key: 'userId = :userId', values: { ':userId': userId } })

/** Each method of a table; the compiler misses none. */
const CALLS: Record<Exclude<keyof Table, 'name'>, (drawn: Drawn) => Promise<unknown>> = {
  get: ({ key }) => members.get(key, { consistent: key.userId === 'u1' }),
  getMany: ({ key }) => members.getMany([key, { ...key, userId: 'u9' }]),
  put: ({ key, text }) => members.put({ ...key, text }),
  update: ({ key, text }) =>
    members.update(key, { update: 'SET #t = :t', names: { '#t': 'text' }, values: { ':t': text } }),
  writeMany: ({ key, text }) =>
    members.writeMany({
      put: Array.from({ length: 27 }, (_, n) => ({ ...key, userId: `many-${n}`, text })),
      delete: [key],
    }),
  delete: ({ key }) => members.delete(key),
  query: ({ key }) => Promise.all([members.query(OF_TENANT(key.tenantId)), members.query(OF_USER(key.userId))]),
  count: ({ key }) => members.count(OF_TENANT(key.tenantId)),
  scan: () => members.scan({ limit: 5 }),
}

test('the units of any calls are those that DynamoDB reported, indexes and transactions included, and of refused ones those that it bills', async () => {
  const drawn = fc.record({
    key: fc.record({ tenantId: fc.constantFrom('t1', 't2'), userId: fc.constantFrom('u1', 'u2', 'u3') }),
    text: fc.string({ maxLength: 3_000 }),
  })
  const transaction = ({ key, text }: Drawn) =>
    transact(client, [
      { kind: 'put', table: 'memberships', item: { ...key, text } },
      { kind: 'delete', table: 'memberships', key: { ...key, userId: 'u9' } },
      {
        kind: 'update',
        table: 'memberships',
        key: { ...key, userId: 'u8' },
        update: 'SET a = :a',
        values: { ':a': 1 },
      },
      { kind: 'check', table: 'memberships', key: { ...key, userId: 'u7' }, condition: 'attribute_not_exists(a)' },
    ])
  const never = { condition: 'a = :a', values: { ':a': 5 } }
  const refused = ({ key }: Drawn) => members.put(key, never).catch(() => {})
  const cancelled = ({ key }: Drawn) =>
    transact(client, [
      { kind: 'delete', table: 'memberships', key, ...never },
      { kind: 'put', table: 'memberships', item: { ...key, userId: 'u8' } },
    ]).catch(() => {})
  const calls = [...Object.values(CALLS), transaction, refused, cancelled]
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom(...calls), drawn), { minLength: 1 }), async (chosen) => {
      reported = { read: 0, write: 0 }
      const { units } = await meterUnits(async () => {
        for (const [call, one] of chosen) await meterUnits(() => call(one))
      })
      expect(units).toEqual(reported)
    }),
    { numRuns: 40 },
  )
  expect(reported.read + reported.write).toBeGreaterThan(0)
})

test.each(Object.entries(CALLS))('a call of %s consumes something, and it is counted', async (_, call) => {
  reported = { read: 0, write: 0 }
  const { units } = await meterUnits(() => call({ key: { tenantId: 't1', userId: 'u1' }, text: 'x' }))
  expect(units.read + units.write).toBeGreaterThan(0)
})
