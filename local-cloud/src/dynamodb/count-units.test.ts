import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { movableClock } from '../core/clock.ts'
import type { BilledUse } from '../core/faces.ts'
import { randomIds } from '../core/ids.ts'
import type { Principal } from '../core/principal.ts'
import { runOperation } from '../core/run-operation.ts'
import type { Use } from '../core/use.ts'
import { simpleTable } from './dynamodb-fixture.ts'
import { dynamodbService } from './service.ts'

const clock = movableClock()
const context = {
  accountId: '000000000000',
  region: 'us-east-1',
  database: new DatabaseSync(':memory:'),
  dataDir: '/nowhere',
  clock,
  ids: randomIds,
  endpoint: () => '',
  log: () => {},
}
const uses: Use[] = []
const { api } = dynamodbService({ context, onUse: (use) => uses.push(use) })
const TAGGED = { kind: 'role-session', tags: { Team: 'blue' } } as unknown as Principal
const headers = { 'x-amzn-trace-id': 'Root=1-6abcdef0-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=1' }
const call = async (operation: string, input: object, principal: Principal = TAGGED) =>
  runOperation(api, operation, input, { principal, requestId: 'r', sourceIp: '127.0.0.1', headers })
const taken = () => uses.splice(0)

test('units are told with the tags of the caller and the keys of the call, whether it asks for them or not, and of transactions and refusals as AWS bills them', async () => {
  await call('CreateTable', simpleTable('things', 'S'))
  const key = { p: { S: 'p' }, s: { S: 's' } }
  const of = { TableName: 'things' }
  expect(taken()).toEqual([])
  const caller = { tags: { Team: 'blue' }, traceHeader: headers['x-amzn-trace-id'], keys: ['p'] }
  const use = { type: 'units', at: clock.now(), ...caller, isRefused: false }
  await call('PutItem', { ...of, Item: key })
  await call('PutItem', { ...of, Item: key, ReturnConsumedCapacity: 'TOTAL' })
  await call('GetItem', { ...of, Key: key })
  await call('TransactWriteItems', { TransactItems: [{ Put: { ...of, Item: key } }] })
  await call('TransactGetItems', { TransactItems: [{ Get: { ...of, Key: key } }] })
  const told = [
    [0, 1],
    [0, 1],
    [0.5, 0],
    [0, 2],
    [2, 0],
  ]
  expect(taken()).toEqual(told.map(([read, write]) => ({ ...use, read, write })))
  const refused = call('PutItem', { ...of, Item: key, ConditionExpression: 'attribute_not_exists(p)' })
  await expect(refused).rejects.toThrow('The conditional request failed')
  expect(taken()).toEqual([{ ...use, read: 0, write: 1, isRefused: true }])
  await expect(call('PutItem', { ...of, Item: { p: { S: 'p' } } })).rejects.toThrow('Missing the key s')
  expect(taken()).toEqual([])
})

test('calls at the same time count each for its own caller', async () => {
  const green = { kind: 'role-session', tags: { Team: 'green' } } as unknown as Principal
  const key = { p: { S: 'q' }, s: { S: 's' } }
  await Promise.all([
    call('PutItem', { TableName: 'things', Item: key }),
    call('GetItem', { TableName: 'things', Key: key, ConsistentRead: true }, green),
  ])
  expect(taken()).toMatchObject([
    { tags: { Team: 'blue' }, read: 0, write: 1 },
    { tags: { Team: 'green' }, read: 1, write: 0 },
  ])
})

test('a table is billed for what was read and written of it, and for writes that their condition refused', async () => {
  const billed: [item: string, resource: string, amount: number][] = []
  const meter = {
    add: ({ item, resource, amount }: BilledUse) => void (amount > 0 && billed.push([item, resource, amount])),
    stand() {},
  }
  const { api: metered } = dynamodbService({ context: { ...context, database: new DatabaseSync(':memory:') }, meter })
  const run = async (operation: string, input: object) =>
    runOperation(metered, operation, input, { principal: TAGGED, requestId: 'r', sourceIp: '127.0.0.1', headers })
  const of = { TableName: 'things' }
  const item = { p: { S: 'p' }, s: { S: 's' }, text: { S: 'x'.repeat(1500) } }
  const isNew = { ConditionExpression: 'attribute_not_exists(p)' }
  await run('CreateTable', simpleTable('things', 'S'))
  await run('PutItem', { ...of, Item: item })
  await run('Query', { ...of, KeyConditionExpression: 'p = :p', ExpressionAttributeValues: { ':p': { S: 'p' } } })
  await expect(run('PutItem', { ...of, Item: item, ...isNew })).rejects.toThrow('The conditional request failed')
  const put = { Put: { ...of, Item: item, ...isNew } }
  await expect(run('TransactWriteItems', { TransactItems: [put] })).rejects.toThrow('Transaction cancelled')
  const arn = 'arn:aws:dynamodb:us-east-1:000000000000:table/things'
  expect(billed).toEqual([
    ['dynamodbWriteUnits', arn, 2],
    ['dynamodbReadUnits', arn, 0.5],
    ['dynamodbWriteUnits', arn, 2],
    ['dynamodbWriteUnits', arn, 4],
  ])
})
