import { beforeEach, expect, test } from 'vitest'
import { simpleTable, testDynamodb } from './dynamodb-fixture.ts'

let dynamodb: ReturnType<typeof testDynamodb>
const TableName = 'readings'

beforeEach(() => {
  dynamodb = testDynamodb()
  dynamodb.call('CreateTable', {
    ...simpleTable(TableName, 'N'),
    AttributeDefinitions: [
      { AttributeName: 'p', AttributeType: 'S' },
      { AttributeName: 's', AttributeType: 'N' },
      { AttributeName: 'g', AttributeType: 'S' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byGroup',
        KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['a'] },
      },
    ],
    LocalSecondaryIndexes: [
      {
        IndexName: 'inGroup',
        KeySchema: [
          { AttributeName: 'p', KeyType: 'HASH' },
          { AttributeName: 'g', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  })
})

const put = (p: string, s: string, more: object = {}) =>
  dynamodb.call('PutItem', { TableName, Item: { p: { S: p }, s: { N: s }, ...more } })

/** All pages of a Query or Scan. */
function pages(operation: string, input: object): { s: { N: string } }[][] {
  const all = []
  let start: object | undefined
  do {
    const page = dynamodb.call(operation, { TableName, ...input, ...(start && { ExclusiveStartKey: start }) })
    all.push(page.Items)
    start = page.LastEvaluatedKey
  } while (start)
  return all
}

const ofOne = { KeyConditionExpression: 'p = :p', ExpressionAttributeValues: { ':p': { S: 'one' } } }
const numbers = (list: { s: { N: string } }[]) => list.map(({ s }) => s.N)

test('a query gives its items in the order of numbers, forwards and backwards, across pages', () => {
  for (const s of ['10', '9', '-1', '0', '1e3', '-20', '0.5']) put('one', s)
  const ordered = ['-20', '-1', '0', '0.5', '9', '10', '1000']
  expect(numbers(pages('Query', { ...ofOne, Limit: 3 }).flat())).toEqual(ordered)
  expect(numbers(pages('Query', { ...ofOne, Limit: 2, ScanIndexForward: false }).flat())).toEqual(
    [...ordered].reverse(),
  )
})

test('a page ends at one megabyte', () => {
  for (let i = 0; i < 7; i++) put('one', String(i), { x: { S: 'x'.repeat(300 * 1024) } })
  expect(pages('Query', ofOne).map(numbers)).toEqual([
    ['0', '1', '2', '3'],
    ['4', '5', '6'],
  ])
})

test('Limit counts before the filter, and COUNT gives no items', () => {
  for (let i = 0; i < 5; i++) put('one', String(i), i === 4 ? { a: { S: 'last' } } : {})
  const filtered = { TableName, ...ofOne, FilterExpression: 'attribute_exists(a)' }
  expect(dynamodb.call('Query', { ...filtered, Limit: 3 })).toMatchObject({ Items: [], Count: 0, ScannedCount: 3 })
  expect(dynamodb.call('Query', { ...filtered, Select: 'COUNT' })).toEqual({ Count: 1, ScannedCount: 5 })
})

test('a sparse index pages through equal keys and gives what it projects', () => {
  for (let i = 0; i < 5; i++)
    put('one', String(i), { ...(i % 2 === 0 && { g: { S: 'even' } }), a: { N: '1' }, b: { N: '2' } })
  const query = {
    IndexName: 'byGroup',
    KeyConditionExpression: 'g = :g',
    ExpressionAttributeValues: { ':g': { S: 'even' } },
  }
  const items = pages('Query', { ...query, Limit: 1 }).flat()
  expect(numbers(items).sort()).toEqual(['0', '2', '4'])
  expect(items[0]).toEqual({ p: { S: 'one' }, s: items[0]?.s, g: { S: 'even' }, a: { N: '1' } })
  const failure = (more: object) => dynamodb.failure('Query', { TableName, ...query, ...more }).message
  expect(failure({ Select: 'ALL_ATTRIBUTES' })).toContain('its projection type is not ALL')
  expect(failure({ ProjectionExpression: 'b' })).toContain('does not project [b]')
  expect(failure({ ConsistentRead: true })).toContain('not supported on global secondary indexes')
  expect(failure({ IndexName: 'nothing' })).toContain('does not have the specified index: nothing')
})

test('a local index is completed from the table, at a cost', () => {
  for (let i = 0; i < 3; i++) put('one', String(i), { g: { S: 'x' }, b: { N: String(i) } })
  const query = { TableName, ...ofOne, IndexName: 'inGroup', ReturnConsumedCapacity: 'INDEXES' }
  const whole = dynamodb.call('Query', { ...query, ProjectionExpression: 'b' })
  expect(whole.Items).toEqual([{ b: { N: '0' } }, { b: { N: '1' } }, { b: { N: '2' } }])
  expect(whole.ConsumedCapacity).toMatchObject({
    CapacityUnits: 2,
    Table: { CapacityUnits: 1.5 },
    LocalSecondaryIndexes: { inGroup: { CapacityUnits: 0.5 } },
  })
  expect(dynamodb.call('Query', query).ConsumedCapacity).toMatchObject({
    CapacityUnits: 0.5,
    Table: { CapacityUnits: 0 },
  })
})

test('an index follows its items', () => {
  put('one', '1', { g: { S: 'a' } })
  const inGroup = (g: string) =>
    dynamodb.call('Query', {
      TableName,
      IndexName: 'byGroup',
      KeyConditionExpression: 'g = :g',
      ExpressionAttributeValues: { ':g': { S: g } },
    }).Count
  const update = (UpdateExpression: string, values?: object) =>
    dynamodb.call('UpdateItem', {
      TableName,
      Key: { p: { S: 'one' }, s: { N: '1' } },
      UpdateExpression,
      ExpressionAttributeValues: values,
    })
  update('SET g = :g', { ':g': { S: 'b' } })
  expect([inGroup('a'), inGroup('b')]).toEqual([0, 1])
  update('REMOVE g')
  expect([inGroup('a'), inGroup('b')]).toEqual([0, 0])
})

test('the segments of a scan are all of the table, each item once', () => {
  for (let i = 0; i < 40; i++) put(`p${i}`, '1')
  const segments = [0, 1, 2].map((Segment) => pages('Scan', { Segment, TotalSegments: 3, Limit: 4 }).flat())
  expect(segments.every((segment) => segment.length > 0)).toBe(true)
  expect(new Set(segments.flat().map((item) => JSON.stringify(item))).size).toBe(40)
  expect(segments.flat()).toHaveLength(40)
})

test.each(['p = :v', 'p = :p AND s = :v', 'p = :p AND begins_with(s, :v)', 'p = :p AND s BETWEEN :v AND :p'])(
  'an empty value of a key is refused: %s',
  (KeyConditionExpression) => {
    const dynamodb = testDynamodb()
    dynamodb.call('CreateTable', simpleTable('items', 'S'))
    const used = { ':v': { S: '' }, ...(KeyConditionExpression.includes(':p') && { ':p': { S: 'x' } }) }
    const request = { TableName: 'items', KeyConditionExpression, ExpressionAttributeValues: used }
    expect(dynamodb.failure('Query', request).message).toContain('cannot contain an empty string value')
  },
)

test('a segment needs their number', () => {
  const dynamodb = testDynamodb()
  dynamodb.call('CreateTable', simpleTable('items'))
  expect(dynamodb.failure('Scan', { TableName: 'items', Segment: 0 }).message).toContain(
    'TotalSegments parameter is required',
  )
})
