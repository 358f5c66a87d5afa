import { DatabaseSync } from 'node:sqlite'
import { beforeEach, expect, test } from 'vitest'
import { simpleTable, testDynamodb } from './dynamodb-fixture.ts'

let dynamodb: ReturnType<typeof testDynamodb>
const TableName = 'things'
const Key = { p: { S: 'key' } }

beforeEach(() => {
  dynamodb = testDynamodb()
  dynamodb.call('CreateTable', simpleTable(TableName))
})

const get = () => dynamodb.call('GetItem', { TableName, Key }).Item
const put = (more: object) => dynamodb.call('PutItem', { TableName, Item: { ...Key, ...more } })
const update = (UpdateExpression: string, values?: object, more: object = {}) =>
  dynamodb.call('UpdateItem', { TableName, Key, UpdateExpression, ExpressionAttributeValues: values, ...more })
const holds = (ConditionExpression: string, values?: object) => {
  const input = { TableName, Item: get() ?? Key, ConditionExpression, ExpressionAttributeValues: values }
  try {
    dynamodb.call('PutItem', input)
    return true
  } catch {
    return false
  }
}

test('a failed condition answers with the item when asked to', () => {
  put({ a: { S: 'x' } })
  const input = { TableName, Item: Key, ConditionExpression: 'attribute_not_exists(p)' }
  const error = dynamodb.failure('PutItem', { ...input, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' })
  expect(error.code).toBe('ConditionalCheckFailedException')
  expect(error.members).toEqual({ Item: { ...Key, a: { S: 'x' } } })
  expect(dynamodb.failure('PutItem', input).members).toEqual({})
})

// The next ones are where DynamoDB differs from dynalite, by https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.html and
// by what ScyllaDB's compatibility tests found at AWS.
test('attributes that are not there are unequal, and documents are compared by what they hold', () => {
  put({ m: { M: { k: { L: [{ N: '1' }] } } }, l: { L: [{ S: 'a' }, { M: {} }] } })
  expect(holds('q = z')).toBe(false)
  expect(holds('q <> z')).toBe(true)
  expect(holds('m = :m', { ':m': { M: { k: { L: [{ N: '1.0' }] } } } })).toBe(true)
  expect(holds('contains(l, :m)', { ':m': { M: {} } })).toBe(true)
})

test('strings are ordered by their UTF-8 bytes', () => {
  put({ a: { S: '\u{1F600}' } })
  expect(holds('a > :v', { ':v': { S: '\uFF5E' } })).toBe(true)
})

test('taking away attributes does not create an item', () => {
  expect(update('REMOVE a', undefined, { ReturnValues: 'ALL_NEW' })).toEqual({})
  expect(get()).toBeUndefined()
  dynamodb.call('UpdateItem', { TableName, Key })
  expect(get()).toEqual(Key)
})

test('places in lists are those before the update', () => {
  const list = (...values: string[]) => ({ L: values.map((N) => ({ N })) })
  put({ l: list('0', '1', '2', '3') })
  update('REMOVE l[0], l[2]')
  expect(get().l).toEqual(list('1', '3'))
  update('SET l[10] = :b, l[9] = :a', { ':a': { N: '8' }, ':b': { N: '9' } })
  expect(get().l).toEqual(list('1', '3', '8', '9'))
})

test('all operands of an update are read from the item as it was', () => {
  put({ a: { N: '1' }, b: { N: '2' } })
  update('SET a = b, b = a')
  expect(get()).toEqual({ ...Key, a: { N: '2' }, b: { N: '1' } })
})

test('UPDATED_OLD and UPDATED_NEW give the parts that were touched, and nothing when there are none', () => {
  put({ a: { M: { b: { S: 'dog' }, c: { L: [{ N: '1' }, { N: '2' }] } } } })
  const values = { ':v': { S: 'x' } }
  expect(update('SET a.c[1] = :v', values, { ReturnValues: 'UPDATED_OLD' }).Attributes).toEqual({
    a: { M: { c: { L: [{ N: '2' }] } } },
  })
  expect(update('SET a.n = :v', values, { ReturnValues: 'UPDATED_OLD' })).toEqual({})
  expect(update('SET a.n = :v', values, { ReturnValues: 'UPDATED_NEW' }).Attributes).toEqual({
    a: { M: { n: { S: 'x' } } },
  })
})

test('an attribute may have the name of a member of every object', () => {
  expect(holds('attribute_exists(#c)')).toBe(false)
  const names = { ExpressionAttributeNames: { '#c': 'constructor' } }
  update('SET #c = :v', { ':v': { S: 'x' } }, names)
  expect(get()).toEqual({ ...Key, constructor: { S: 'x' } })
})

test.each([
  [{ x: { S: 'x'.repeat(400 * 1024) } }, 'Item size has exceeded the maximum allowed size'],
  [{ n: { N: '1'.repeat(39) } }, 'Attempting to store more than 38 significant digits in a Number'],
  [{ n: { N: 'one' } }, 'The parameter cannot be converted to a numeric value: one'],
  [{ e: { SS: [] } }, 'One or more parameter values were invalid: An string set  may not be empty'],
  [{ p: { S: 'x'.repeat(2049) } }, 'Size of hashkey has exceeded the maximum size limit of2048 bytes'],
  [{ p: { S: 'é'.repeat(1025) } }, 'Size of hashkey has exceeded the maximum size limit of2048 bytes'],
])('an item that cannot be stored is refused: %#', (more, message) => {
  const error = dynamodb.failure('PutItem', { TableName, Item: { ...Key, ...more } })
  expect([error.code, error.message]).toEqual(['ValidationException', expect.stringContaining(message)])
})

test('numbers of 38 digits come back as they were', () => {
  const N = '3.1415926535897932384626433832795028841'
  put({ n: { N } })
  expect(get().n).toEqual({ N })
})

test('legacy parameters and what nobody asks for are refused by name', () => {
  const legacy = dynamodb.failure('GetItem', { TableName, Key, AttributesToGet: ['p'] })
  expect([legacy.status, legacy.message]).toEqual([501, expect.stringContaining('AttributesToGet of dynamodb:GetItem')])
  const metrics = dynamodb.failure('PutItem', { TableName, Item: Key, ReturnItemCollectionMetrics: 'SIZE' })
  expect(metrics.message).toContain('ReturnItemCollectionMetrics')
})

test('a batch writes each of its items, at most 25 and each once', () => {
  const write = (count: number, name = (i: number) => `k${i}`) => ({
    RequestItems: {
      [TableName]: Array.from({ length: count }, (_, i) => ({ PutRequest: { Item: { p: { S: name(i) } } } })),
    },
  })
  expect(dynamodb.call('BatchWriteItem', write(25))).toEqual({ UnprocessedItems: {} })
  expect(dynamodb.call('Scan', { TableName, Select: 'COUNT' }).Count).toBe(25)
  expect(dynamodb.failure('BatchWriteItem', write(26)).code).toBe('ValidationException')
  expect(
    dynamodb.failure(
      'BatchWriteItem',
      write(2, () => 'same'),
    ).message,
  ).toBe('Provided list of item keys contains duplicates')
  const Keys = [{ p: { S: 'k3' } }, { p: { S: 'none' } }]
  expect(dynamodb.call('BatchGetItem', { RequestItems: { [TableName]: { Keys } } })).toEqual({
    Responses: { [TableName]: [{ p: { S: 'k3' } }] },
    UnprocessedKeys: {},
  })
})

test('expired items go with the sweep, not before', async () => {
  const TimeToLiveSpecification = { AttributeName: 'until', Enabled: true }
  const expiring = { ...simpleTable('expiring'), TableName: 'expiring' }
  await dynamodb.deployTable(expiring)
  const seconds = Math.floor(dynamodb.clock.now() / 1000)
  const item = (p: string, N?: string) =>
    dynamodb.call('PutItem', { TableName: 'expiring', Item: { p: { S: p }, ...(N && { until: { N } }) } })
  const left = () => dynamodb.call('Scan', { TableName: 'expiring' }).Items.map(({ p }: { p: { S: string } }) => p.S)
  item('before', String(seconds + 30))
  await dynamodb.deployTable({ ...expiring, TimeToLiveSpecification }, expiring)
  item('after', String(seconds + 40))
  item('later', String(seconds + 3600))
  item('never')
  item('mistaken', '1')
  expect(left()).toHaveLength(5)
  dynamodb.clock.advance(60_000)
  expect(left().sort()).toEqual(['later', 'mistaken', 'never'])
})

test('tables and items are there after a restart', () => {
  const database = new DatabaseSync(':memory:')
  const before = testDynamodb(database)
  before.call('CreateTable', simpleTable(TableName))
  before.call('PutItem', { TableName, Item: Key })
  const after = testDynamodb(database)
  expect(after.call('ListTables', {})).toEqual({ TableNames: [TableName] })
  expect(after.call('GetItem', { TableName, Key })).toEqual({ Item: Key })
})

test('an item whose index key is an empty string is refused, and nothing of its batch is written', () => {
  const TableName = 'indexed'
  dynamodb.call('CreateTable', {
    ...simpleTable(TableName),
    AttributeDefinitions: ['p', 'g'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byGroup',
        KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  })
  const requests = [{ PutRequest: { Item: Key } }, { PutRequest: { Item: { p: { S: 'other' }, g: { S: '' } } } }]
  const error = dynamodb.failure('BatchWriteItem', { RequestItems: { [TableName]: requests } })
  expect(error.message).toContain('IndexName: byGroup, IndexKey: g')
  expect(dynamodb.call('Scan', { TableName }).Count).toBe(0)
})
