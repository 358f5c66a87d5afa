import { beforeEach, expect, test } from 'vitest'
import { simpleTable, testDynamodb } from './dynamodb-fixture.ts'

let dynamodb: ReturnType<typeof testDynamodb>

const indexed = {
  ...simpleTable('indexed', 'S'),
  AttributeDefinitions: ['p', 's', 'g', 'l'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  GlobalSecondaryIndexes: [
    {
      IndexName: 'global',
      KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
  LocalSecondaryIndexes: [
    {
      IndexName: 'local',
      KeySchema: [
        { AttributeName: 'p', KeyType: 'HASH' },
        { AttributeName: 'l', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
}

/** An item of exactly so many bytes. */
const sized = (s: string, bytes: number, more: object = {}) => ({
  p: { S: 'p' },
  s: { S: s },
  x: { S: 'x'.repeat(bytes - 'pps'.length - s.length - 'x'.length) },
  ...more,
})
const put = (Item: object, TableName = 'plain') =>
  dynamodb.call('PutItem', { TableName, Item, ReturnConsumedCapacity: 'INDEXES' }).ConsumedCapacity
const units = (operation: string, input: object) =>
  dynamodb.call(operation, { ReturnConsumedCapacity: 'TOTAL', TableName: 'plain', ...input }).ConsumedCapacity
    .CapacityUnits

beforeEach(() => {
  dynamodb = testDynamodb()
  dynamodb.call('CreateTable', simpleTable('plain', 'S'))
  dynamodb.call('CreateTable', indexed)
})

test('a write takes a unit for each kilobyte that it begins', () => {
  expect(put(sized('a', 1024)).CapacityUnits).toBe(1)
  expect(put(sized('b', 1025)).CapacityUnits).toBe(2)
  expect(put(sized('c', 3584)).CapacityUnits).toBe(4)
})

test('replacing and deleting take the units of the larger item', () => {
  const Key = { p: { S: 'p' }, s: { S: 'a' } }
  put(sized('a', 3000))
  expect(put(sized('a', 100)).CapacityUnits).toBe(3)
  put(sized('a', 5000))
  expect(units('DeleteItem', { Key })).toBe(5)
  expect(units('DeleteItem', { Key })).toBe(1)
})

test('a read takes a unit for four kilobytes, half of it when it need not be consistent', () => {
  const Key = { p: { S: 'p' }, s: { S: 'a' } }
  expect(units('GetItem', { Key })).toBe(0.5)
  put(sized('a', 4097))
  expect(units('GetItem', { Key })).toBe(1)
  expect(units('GetItem', { Key, ConsistentRead: true, ProjectionExpression: 's' })).toBe(2)
  const batch = {
    RequestItems: { plain: { Keys: [Key, { ...Key, s: { S: 'none' } }] } },
    ReturnConsumedCapacity: 'TOTAL',
  }
  expect(dynamodb.call('BatchGetItem', batch).ConsumedCapacity).toEqual([{ TableName: 'plain', CapacityUnits: 1.5 }])
})

test('a query takes the units of all that it reads together, before the filter', () => {
  for (const s of ['a', 'b', 'c', 'd']) put(sized(s, 5888))
  const query = { KeyConditionExpression: 'p = :p', ExpressionAttributeValues: { ':p': { S: 'p' } } }
  expect(units('Query', query)).toBe(3)
  expect(units('Query', { ...query, ConsistentRead: true })).toBe(6)
  expect(units('Query', { ...query, FilterExpression: 'attribute_not_exists(x)' })).toBe(3)
  expect(units('Query', { ...query, ExpressionAttributeValues: { ':p': { S: 'nobody' } } })).toBe(0.5)
})

test('sizes are counted in bytes of UTF-8', () => {
  expect(put({ p: { S: 'p' }, s: { S: 'a' }, x: { S: 'é'.repeat(600) } }).CapacityUnits).toBe(2)
})

test('an index takes units when its entry comes, changes, moves or goes, and none otherwise', () => {
  const item = { p: { S: 'p' }, s: { S: 'a' } }
  const g = (S: string) => ({ ...item, g: { S } })
  expect(put(item, 'indexed')).toEqual({ TableName: 'indexed', CapacityUnits: 1, Table: { CapacityUnits: 1 } })
  const one = { GlobalSecondaryIndexes: { global: { CapacityUnits: 1 } } }
  expect(put(g('x'), 'indexed')).toMatchObject({ CapacityUnits: 2, Table: { CapacityUnits: 1 }, ...one })
  expect(put({ ...g('x'), other: { S: 'y' } }, 'indexed')).toEqual({
    TableName: 'indexed',
    CapacityUnits: 1,
    Table: { CapacityUnits: 1 },
  })
  expect(put(g('y'), 'indexed')).toMatchObject({
    CapacityUnits: 3,
    GlobalSecondaryIndexes: { global: { CapacityUnits: 2 } },
  })
  expect(put(item, 'indexed')).toMatchObject({ CapacityUnits: 2, ...one })
})

test('an entry of a local index takes the units of what it projects', () => {
  expect(put(sized('a', 1500, { l: { S: 'l' } }), 'indexed')).toEqual({
    TableName: 'indexed',
    CapacityUnits: 4,
    Table: { CapacityUnits: 2 },
    LocalSecondaryIndexes: { local: { CapacityUnits: 2 } },
  })
})

test('a transaction takes double the units, also of indexes', () => {
  const Item = sized('a', 1025, { g: { S: 'g' } })
  const answer = dynamodb.call('TransactWriteItems', {
    TransactItems: [{ Put: { TableName: 'indexed', Item } }],
    ReturnConsumedCapacity: 'INDEXES',
  })
  expect(answer.ConsumedCapacity).toEqual([
    {
      TableName: 'indexed',
      CapacityUnits: 6,
      WriteCapacityUnits: 6,
      Table: { CapacityUnits: 4, WriteCapacityUnits: 4 },
      GlobalSecondaryIndexes: { global: { CapacityUnits: 2, WriteCapacityUnits: 2 } },
    },
  ])
})

test('a table that is named by its ARN is reported by its ARN', () => {
  const TableName = 'arn:aws:dynamodb:us-east-1:000000000000:table/plain'
  expect(put(sized('a', 10), TableName).TableName).toBe(TableName)
})

/** As the developer guide has it. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html#LSI.ThroughputConsiderations.Reads */
const ofPartition = { KeyConditionExpression: 'p = :p', ExpressionAttributeValues: { ':p': { S: 'p' } } }
const lists = {
  ...simpleTable('lists', 'S'),
  AttributeDefinitions: ['p', 's', 'l'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
  ...Object.fromEntries(
    ['Global', 'Local'].map((kind) => [
      `${kind}SecondaryIndexes`,
      [
        {
          IndexName: kind.toLowerCase(),
          KeySchema: [
            { AttributeName: 'p', KeyType: 'HASH' },
            { AttributeName: 'l', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    ]),
  ),
}
const query = (input: object) =>
  dynamodb.call('Query', { TableName: 'lists', ...ofPartition, ReturnConsumedCapacity: 'INDEXES', ...input })

test('what a local index does not project costs a read of the table for each item, and 4 KB of the page each', () => {
  dynamodb.call('CreateTable', lists)
  for (let i = 0; i < 300; i++) put(sized(String(i).padStart(3, '0'), 300, { l: { S: 'l' } }), 'lists')
  const local = { IndexName: 'local', Select: 'ALL_ATTRIBUTES' }
  const first = query(local)
  // 255 items of 4 KB each, and their entries in the index, which together are rounded up to 4 KB.
  expect(first.Count).toBe(255)
  expect(first.LastEvaluatedKey).toMatchObject({ s: { S: '254' } })
  expect(first.ConsumedCapacity).toEqual({
    TableName: 'lists',
    CapacityUnits: 128,
    Table: { CapacityUnits: 127.5 },
    LocalSecondaryIndexes: { local: { CapacityUnits: 0.5 } },
  })
  expect(query({ ...local, ConsistentRead: true }).ConsumedCapacity).toMatchObject({
    CapacityUnits: 256,
    LocalSecondaryIndexes: { local: { CapacityUnits: 1 } },
  })
  expect(query({ ...local, ExclusiveStartKey: first.LastEvaluatedKey }).Count).toBe(45)
  // Without what has to be fetched, all of it fits in one page.
  expect(query({ IndexName: 'local' })).toMatchObject({ Count: 300, ConsumedCapacity: { CapacityUnits: 0.5 } })
})

test('an item that is fetched counts as the kilobytes that it begins, by fours', () => {
  dynamodb.call('CreateTable', lists)
  for (let i = 0; i < 4; i++) put(sized(String(i), 4097, { l: { S: 'l' } }), 'lists')
  const { ConsumedCapacity } = query({ IndexName: 'local', Select: 'ALL_ATTRIBUTES' })
  expect(ConsumedCapacity).toMatchObject({ CapacityUnits: 4.5, Table: { CapacityUnits: 4 } })
})

test('reads of a global index take the units of what it projects, and nothing of the table', () => {
  dynamodb.call('CreateTable', lists)
  for (let i = 0; i < 100; i++) put(sized(String(i), 4000, { l: { S: 'l'.repeat(90) } }), 'lists')
  const { Count, ConsumedCapacity } = query({ IndexName: 'global' })
  expect(Count).toBe(100)
  // About 100 bytes of each of the 100 items: 9.8 KB, three times four.
  expect(ConsumedCapacity).toEqual({
    TableName: 'lists',
    CapacityUnits: 1.5,
    Table: { CapacityUnits: 0 },
    GlobalSecondaryIndexes: { global: { CapacityUnits: 1.5 } },
  })
})

test('a write takes the units of the table and of each index that follows it, now or later', () => {
  for (const delay of [0, 1000]) {
    dynamodb = testDynamodb(undefined, delay)
    dynamodb.call('CreateTable', lists)
    expect(put(sized('a', 3000, { l: { S: 'l' } }), 'lists')).toEqual({
      TableName: 'lists',
      CapacityUnits: 5,
      Table: { CapacityUnits: 3 },
      GlobalSecondaryIndexes: { global: { CapacityUnits: 1 } },
      LocalSecondaryIndexes: { local: { CapacityUnits: 1 } },
    })
    // The sort key of both changes: an entry goes and another comes.
    expect(put(sized('a', 1000, { l: { S: 'm' } }), 'lists').CapacityUnits).toBe(3 + 2 + 2)
  }
})
