import { DatabaseSync } from 'node:sqlite'
import { beforeEach, expect, test } from 'vitest'
import { simpleTable, testDynamodb } from './dynamodb-fixture.ts'

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-conflict-handling

let dynamodb: ReturnType<typeof testDynamodb>
const TableName = 'things'
const key = (p: string) => ({ p: { S: p } })
const put = (p: string, n = '1') => ({ Put: { TableName, Item: { ...key(p), n: { N: n } } } })
const check = (p: string) => ({
  ConditionCheck: { TableName, Key: key(p), ConditionExpression: 'attribute_not_exists(p)' },
})
const transact = (TransactItems: object[], more: object = {}): Promise<object> =>
  dynamodb.call('TransactWriteItems', { TransactItems, ...more })
const item = (p: string) => dynamodb.call('GetItem', { TableName, Key: key(p) }).Item
const CONFLICT = { Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }

beforeEach(() => {
  dynamodb = testDynamodb(new DatabaseSync(':memory:'), 0, 10)
  dynamodb.call('CreateTable', simpleTable(TableName))
})

test.each([
  ['writes', put('shared')],
  ['only checks', check('shared')],
])('a transaction that %s an item of one under way is cancelled, and says which item it is', async (_, part) => {
  const first = transact([put('shared'), put('a')])
  const error = dynamodb.failure('TransactWriteItems', { TransactItems: [put('b'), part] })
  expect(error.code).toBe('TransactionCanceledException')
  expect(error.message).toContain('specific reasons [None, TransactionConflict]')
  expect(error.members.CancellationReasons).toEqual([{ Code: 'None' }, CONFLICT])
  dynamodb.clock.advance(10)
  await first
  expect([item('a'), item('b'), item('shared')]).toEqual([expect.anything(), undefined, expect.anything()])
})

test('an item that a transaction only checks conflicts like one that it writes', async () => {
  const first = transact([check('shared'), put('a')])
  expect(dynamodb.failure('TransactWriteItems', { TransactItems: [check('shared')] }).code).toBe(
    'TransactionCanceledException',
  )
  dynamodb.clock.advance(10)
  await first
})

test('transactions on different items do not meet, nor does one that comes after the other ended', async () => {
  const first = transact([put('a')])
  const second = transact([put('b')])
  dynamodb.clock.advance(10)
  await Promise.all([first, second])
  const third = transact([put('a', '2'), put('b', '2')])
  dynamodb.clock.advance(10)
  await third
  expect(item('a').n).toEqual({ N: '2' })
})

test.each([
  ['PutItem', { TableName, Item: key('shared') }],
  ['UpdateItem', { TableName, Key: key('shared'), UpdateExpression: 'REMOVE n' }],
  ['DeleteItem', { TableName, Key: key('shared') }],
])('%s on an item of a transaction under way is a conflict, and works after it', async (operation, input) => {
  const first = transact([put('shared')])
  expect(dynamodb.failure(operation, input)).toMatchObject({
    code: 'TransactionConflictException',
    message: 'Transaction is ongoing for the item',
  })
  dynamodb.clock.advance(10)
  await first
  dynamodb.call(operation, input)
  expect(item('shared')?.n).toBeUndefined()
})

test('a batch leaves the items of a transaction unprocessed, and writes the others', async () => {
  const first = transact([put('shared')])
  const requests = ['shared', 'free'].map((p) => ({ PutRequest: { Item: key(p) } }))
  const { UnprocessedItems } = dynamodb.call('BatchWriteItem', { RequestItems: { [TableName]: requests } })
  expect(UnprocessedItems).toEqual({ [TableName]: [requests[0]] })
  dynamodb.clock.advance(10)
  await first
  expect([item('shared').n, item('free')]).toEqual([{ N: '1' }, key('free')])
})

test('reads see what was before the transaction; a transaction of reads does not want to', async () => {
  const first = transact([put('shared')])
  expect(item('shared')).toBeUndefined()
  expect(dynamodb.call('Scan', { TableName }).Items).toEqual([])
  const read = {
    TransactItems: [{ Get: { TableName, Key: key('other') } }, { Get: { TableName, Key: key('shared') } }],
  }
  const error = dynamodb.failure('TransactGetItems', read)
  expect([error.code, error.members.CancellationReasons]).toEqual([
    'TransactionCanceledException',
    [{ Code: 'None' }, CONFLICT],
  ])
  dynamodb.clock.advance(10)
  await first
  expect(dynamodb.call('TransactGetItems', read).Responses).toEqual([{}, { Item: { ...key('shared'), n: { N: '1' } } }])
})

test('a transaction whose condition fails lets its items go', async () => {
  dynamodb.call('PutItem', { TableName, Item: key('there') })
  const failing = transact([check('there'), put('a')])
  const failed = expect(failing).rejects.toThrow('[ConditionalCheckFailed, None]')
  dynamodb.clock.advance(10)
  await failed
  const next = transact([put('there'), put('a')])
  dynamodb.clock.advance(10)
  await next
})

test('a token of a transaction under way is in progress; the same request after its end is answered again', async () => {
  const request = { TransactItems: [put('a')], ClientRequestToken: 'token' }
  const first = dynamodb.call('TransactWriteItems', request)
  expect(dynamodb.failure('TransactWriteItems', request).code).toBe('TransactionInProgressException')
  dynamodb.clock.advance(10)
  await first
  expect(dynamodb.call('TransactWriteItems', request)).toEqual({})
})

test('at no time at all, those conflict that come in together', async () => {
  dynamodb = testDynamodb(new DatabaseSync(':memory:'), 0, 0)
  dynamodb.call('CreateTable', simpleTable(TableName))
  const first = transact([put('shared')])
  expect(dynamodb.failure('TransactWriteItems', { TransactItems: [put('shared')] }).code).toBe(
    'TransactionCanceledException',
  )
  await first
  await transact([put('shared', '2')])
  expect(item('shared').n).toEqual({ N: '2' })
})
