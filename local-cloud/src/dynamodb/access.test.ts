import { beforeAll, expect, test } from 'vitest'
import { simpleTable, testDynamodb } from './dynamodb-fixture.ts'

let dynamodb: ReturnType<typeof testDynamodb>
const TableName = 'things'
const ARN = 'arn:aws:dynamodb:us-east-1:000000000000:table/things'
const key = (p: string) => ({ p: { S: p }, s: { S: 'x' } })

beforeAll(() => {
  dynamodb = testDynamodb()
  dynamodb.call('CreateTable', {
    ...simpleTable(TableName, 'S'),
    AttributeDefinitions: ['p', 's', 'g', 'n'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byGroup',
        KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
      },
      {
        IndexName: 'slot',
        KeySchema: [
          { AttributeName: 'p', KeyType: 'HASH' },
          { AttributeName: 'g', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
    LocalSecondaryIndexes: [
      {
        IndexName: 'byName',
        KeySchema: [
          { AttributeName: 'p', KeyType: 'HASH' },
          { AttributeName: 'n', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  })
})

const only = (operation: string, input: object) => {
  const accesses = dynamodb.access(operation, input)
  expect(accesses).toHaveLength(1)
  return accesses[0]
}

test.each([
  ['GetItem', { Key: key('a') }],
  ['PutItem', { Item: key('a') }],
  ['DeleteItem', { Key: key('a') }],
  ['UpdateItem', { Key: key('a') }],
])('%s carries the partition key value and the attributes that it names', (operation, input) => {
  expect(only(operation, { TableName, ...input, ReturnConsumedCapacity: 'TOTAL' })).toEqual({
    action: `dynamodb:${operation}`,
    resource: ARN,
    context: {
      'dynamodb:LeadingKeys': ['a'],
      'dynamodb:Attributes': ['p', 's'],
      'dynamodb:ReturnConsumedCapacity': 'TOTAL',
    },
  })
})

test('an update names the attributes of its expressions and what it returns', () => {
  const access = only('UpdateItem', {
    TableName: ARN,
    Key: key('a'),
    UpdateExpression: 'SET #m.x = if_not_exists(b, :v) REMOVE c',
    ConditionExpression: 'attribute_exists(d)',
    ExpressionAttributeNames: { '#m': 'map' },
    ExpressionAttributeValues: { ':v': { S: 'v' } },
    ReturnValues: 'ALL_NEW',
  })
  expect(access?.resource).toBe(ARN)
  expect(access?.context?.['dynamodb:Attributes']).toEqual(['p', 's', 'd', 'map', 'b', 'c'])
  expect(access?.context?.['dynamodb:ReturnValues']).toBe('ALL_NEW')
})

test('a query carries the value of its key condition, whichever way round it is written', () => {
  const query = (KeyConditionExpression: string) =>
    only('Query', {
      TableName,
      KeyConditionExpression,
      Select: 'COUNT',
      ExpressionAttributeValues: { ':p': { S: 'a' } },
    })
  for (const expression of ['p = :p', ':p = p']) {
    expect(query(expression)?.context).toMatchObject({ 'dynamodb:LeadingKeys': ['a'], 'dynamodb:Select': 'COUNT' })
  }
})

test('an index has an ARN and a leading key of its own', () => {
  const access = only('Query', {
    TableName,
    IndexName: 'byGroup',
    KeyConditionExpression: 'g = :g',
    ExpressionAttributeValues: { ':g': { S: 'group' } },
  })
  expect([access?.resource, access?.context?.['dynamodb:LeadingKeys']]).toEqual([`${ARN}/index/byGroup`, ['group']])
})

test('a local index has an ARN of its own and the leading key of its table', () => {
  const access = only('Query', {
    TableName,
    IndexName: 'byName',
    KeyConditionExpression: 'p = :p AND begins_with(n, :n)',
    ExpressionAttributeValues: { ':p': { S: 'a' }, ':n': { S: 'x' } },
  })
  expect([access?.resource, access?.context?.['dynamodb:LeadingKeys']]).toEqual([`${ARN}/index/byName`, ['a']])
})

test("a global index may begin with the table's own partition key, and its leading key is the table's", () => {
  const access = only('Query', {
    TableName,
    IndexName: 'slot',
    KeyConditionExpression: 'p = :p AND g > :g',
    ExpressionAttributeValues: { ':p': { S: 'a' }, ':g': { S: 'x' } },
  })
  expect([access?.resource, access?.context?.['dynamodb:LeadingKeys']]).toEqual([`${ARN}/index/slot`, ['a']])
})

test('a scan carries no leading key', () => {
  expect(only('Scan', { TableName })).toEqual({ action: 'dynamodb:Scan', resource: ARN, context: {} })
  expect(only('Scan', { TableName, IndexName: 'byGroup' })?.resource).toBe(`${ARN}/index/byGroup`)
})

test('a batch carries all partition key values of a table', () => {
  const get = only('BatchGetItem', { RequestItems: { [TableName]: { Keys: [key('a'), key('b')] } } })
  expect(get).toMatchObject({ action: 'dynamodb:BatchGetItem', context: { 'dynamodb:LeadingKeys': ['a', 'b'] } })
  const requests = [{ PutRequest: { Item: key('a') } }, { DeleteRequest: { Key: key('b') } }]
  const write = only('BatchWriteItem', { RequestItems: { [TableName]: requests } })
  expect(write).toMatchObject({ action: 'dynamodb:BatchWriteItem', context: { 'dynamodb:LeadingKeys': ['a', 'b'] } })
})

test('each part of a transaction needs the right to the action that it is', () => {
  const ConditionExpression = 'attribute_exists(p)'
  const accesses = dynamodb.access('TransactWriteItems', {
    TransactItems: [
      { Put: { TableName, Item: key('a') } },
      { Update: { TableName, Key: key('b'), UpdateExpression: 'REMOVE x' } },
      { Delete: { TableName, Key: key('c') } },
      { ConditionCheck: { TableName, Key: key('d'), ConditionExpression } },
    ],
  })
  expect(accesses.map(({ action, context }) => [action, context?.['dynamodb:LeadingKeys']])).toEqual([
    ['dynamodb:PutItem', ['a']],
    ['dynamodb:UpdateItem', ['b']],
    ['dynamodb:DeleteItem', ['c']],
    ['dynamodb:ConditionCheckItem', ['d']],
  ])
  expect(accesses[0]?.context?.['dynamodb:EnclosingOperation']).toBe('TransactWriteItems')
  const reads = dynamodb.access('TransactGetItems', { TransactItems: [{ Get: { TableName, Key: key('a') } }] })
  expect(reads).toMatchObject([{ action: 'dynamodb:GetItem', context: { 'dynamodb:LeadingKeys': ['a'] } }])
})

test.each([
  ['SELECT * FROM "things" WHERE p = ?', 'PartiQLSelect', ARN],
  ['select * from things.byGroup', 'PartiQLSelect', `${ARN}/index/byGroup`],
  ['INSERT INTO "things" VALUE {}', 'PartiQLInsert', ARN],
  ['UPDATE things SET a = 1', 'PartiQLUpdate', ARN],
  ['DELETE FROM things WHERE p = 1', 'PartiQLDelete', ARN],
])('PartiQL has actions of its own, and is not supported beyond them: %s', (Statement, action, resource) => {
  expect(only('ExecuteStatement', { Statement })).toEqual({ action: `dynamodb:${action}`, resource })
  expect(dynamodb.access('BatchExecuteStatement', { Statements: [{ Statement }, { Statement }] })).toHaveLength(2)
  expect(dynamodb.failure('ExecuteStatement', { Statement }).message).toContain('PartiQL (dynamodb:ExecuteStatement)')
})
