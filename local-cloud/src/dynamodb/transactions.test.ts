import { beforeEach, expect, test } from 'vitest'
import { simpleTable, testDynamodb } from './dynamodb-fixture.ts'

let dynamodb: ReturnType<typeof testDynamodb>
const key = (p: string) => ({ p: { S: p } })
const put = (p: string, more: object = {}) => ({ Put: { TableName: 'things', Item: { ...key(p) }, ...more } })
const get = (p: string) => dynamodb.call('GetItem', { TableName: 'things', Key: key(p) }).Item
const reasons = (input: object) => dynamodb.failure('TransactWriteItems', input).members.CancellationReasons

beforeEach(() => {
  dynamodb = testDynamodb()
  dynamodb.call('CreateTable', simpleTable('things'))
  dynamodb.call('CreateTable', simpleTable('others'))
})

test('a transaction writes all of its parts, in several tables', () => {
  dynamodb.call('PutItem', { TableName: 'things', Item: { ...key('old'), n: { N: '1' } } })
  dynamodb.call('PutItem', { TableName: 'things', Item: key('gone') })
  dynamodb.call('TransactWriteItems', {
    TransactItems: [
      put('new', { ConditionExpression: 'attribute_not_exists(p)' }),
      { Put: { TableName: 'others', Item: key('elsewhere') } },
      {
        Update: {
          TableName: 'things',
          Key: key('old'),
          UpdateExpression: 'SET n = n + :one',
          ExpressionAttributeValues: { ':one': { N: '1' } },
        },
      },
      { Delete: { TableName: 'things', Key: key('gone') } },
      { ConditionCheck: { TableName: 'others', Key: key('none'), ConditionExpression: 'attribute_not_exists(p)' } },
    ],
  })
  expect([get('new'), get('old'), get('gone')]).toEqual([key('new'), { ...key('old'), n: { N: '2' } }, undefined])
  expect(dynamodb.call('Scan', { TableName: 'others' }).Items).toEqual([key('elsewhere')])
})

test('a transaction whose conditions fail writes nothing and gives each part its reason', () => {
  dynamodb.call('PutItem', { TableName: 'things', Item: { ...key('there'), a: { S: 'x' } } })
  const input = {
    TransactItems: [
      put('new'),
      put('there', {
        ConditionExpression: 'attribute_not_exists(p)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
      { ConditionCheck: { TableName: 'things', Key: key('none'), ConditionExpression: 'attribute_exists(p)' } },
    ],
  }
  const error = dynamodb.failure('TransactWriteItems', input)
  expect(error.code).toBe('TransactionCanceledException')
  expect(error.message).toBe(
    'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ConditionalCheckFailed]',
  )
  expect(error.members.CancellationReasons).toEqual([
    { Code: 'None' },
    {
      Code: 'ConditionalCheckFailed',
      Message: 'The conditional request failed',
      Item: { ...key('there'), a: { S: 'x' } },
    },
    { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed' },
  ])
  expect(get('new')).toBeUndefined()
})

test('a part that its table cannot hold cancels the transaction before any condition is looked at', () => {
  const wrong = { Put: { TableName: 'things', Item: { p: { N: '1' } } } }
  expect(reasons({ TransactItems: [put('a', { ConditionExpression: 'attribute_exists(p)' }), wrong, wrong] })).toEqual([
    { Code: 'None' },
    { Code: 'ValidationError', Message: expect.stringContaining('Type mismatch for key p') },
    { Code: 'None' },
  ])
})

test('an update that does not fit its item cancels the transaction', () => {
  dynamodb.call('PutItem', { TableName: 'things', Item: { ...key('text'), n: { S: 'one' } } })
  const UpdateExpression = 'SET n = n + :one'
  const update = {
    TableName: 'things',
    Key: key('text'),
    UpdateExpression,
    ExpressionAttributeValues: { ':one': { N: '1' } },
  }
  expect(reasons({ TransactItems: [put('a'), { Update: update }] })).toEqual([
    { Code: 'None' },
    { Code: 'ValidationError', Message: 'An operand in the update expression has an incorrect data type' },
  ])
  expect(get('a')).toBeUndefined()
})

test.each([
  [[put('a'), put('a')], 'Transaction request cannot include multiple operations on one item'],
  [
    [{ ...put('a'), Delete: { TableName: 'things', Key: key('b') } }],
    'TransactItems can only contain one of Check, Put, Update or Delete',
  ],
  [[put('a', { ConditionExpression: 'hello!' })], 'Syntax error'],
  [[put('a', { ConditionExpression: 'a = :missing' })], 'attribute value: :missing'],
  [[], 'length greater than or equal to 1'],
  [Array.from({ length: 101 }, (_, i) => put(String(i))), 'length less than or equal to 100'],
  [
    Array.from({ length: 12 }, (_, i) => ({
      Put: { TableName: 'things', Item: { ...key(String(i)), b: { S: 'x'.repeat(390_000) } } },
    })),
    'size cannot exceed 4 MB',
  ],
  [[{ ConditionCheck: { TableName: 'things', Key: key('a') } }], 'conditionExpression'],
])('a malformed transaction is refused as a whole: %#', (TransactItems, message) => {
  const error = dynamodb.failure('TransactWriteItems', { TransactItems })
  expect([error.code, error.message]).toEqual(['ValidationException', expect.stringContaining(message)])
})

test('a transaction on a table that is not there does not find it', () => {
  const error = dynamodb.failure('TransactWriteItems', {
    TransactItems: [{ Delete: { TableName: 'nothing', Key: key('a') } }],
  })
  expect(error.code).toBe('ResourceNotFoundException')
})

test('a client request token makes a transaction happen once, for ten minutes', () => {
  const UpdateExpression = 'ADD n :one'
  const update = {
    TableName: 'things',
    Key: key('counter'),
    UpdateExpression,
    ExpressionAttributeValues: { ':one': { N: '1' } },
  }
  const input = { ClientRequestToken: 'token', TransactItems: [{ Update: update }], ReturnConsumedCapacity: 'TOTAL' }
  const units = { TableName: 'things', CapacityUnits: 2 }
  expect(dynamodb.call('TransactWriteItems', input)).toEqual({
    ConsumedCapacity: [{ ...units, WriteCapacityUnits: 2 }],
  })
  expect(dynamodb.call('TransactWriteItems', input)).toEqual({ ConsumedCapacity: [{ ...units, ReadCapacityUnits: 2 }] })
  expect(get('counter').n).toEqual({ N: '1' })
  const other = { ...input, TransactItems: [put('other')] }
  expect(dynamodb.failure('TransactWriteItems', other).code).toBe('IdempotentParameterMismatchException')
  dynamodb.clock.advance(10 * 60_000)
  dynamodb.call('TransactWriteItems', input)
  expect(get('counter').n).toEqual({ N: '2' })
})

test('a cancelled transaction can be tried again with its token', () => {
  const input = {
    ClientRequestToken: 'token',
    TransactItems: [put('a', { ConditionExpression: 'attribute_exists(p)' })],
  }
  dynamodb.failure('TransactWriteItems', input)
  dynamodb.call('PutItem', { TableName: 'things', Item: key('a') })
  dynamodb.call('TransactWriteItems', input)
})

test('a transaction of reads answers in its order, and nothing for what is not there', () => {
  dynamodb.call('PutItem', { TableName: 'things', Item: { ...key('a'), x: { S: '1' }, y: { S: '2' } } })
  const answer = dynamodb.call('TransactGetItems', {
    TransactItems: [
      { Get: { TableName: 'things', Key: key('none') } },
      { Get: { TableName: 'things', Key: key('a'), ProjectionExpression: 'x' } },
    ],
    ReturnConsumedCapacity: 'TOTAL',
  })
  expect(answer).toEqual({
    Responses: [{}, { Item: { x: { S: '1' } } }],
    ConsumedCapacity: [{ TableName: 'things', CapacityUnits: 4, ReadCapacityUnits: 4 }],
  })
})

test.each([
  ['a put', { Put: { TableName: 'items', Item: { p: { S: '' }, s: { N: '1' } } } }],
  ['a deletion', { Delete: { TableName: 'items', Key: { p: { S: '' }, s: { N: '1' } } } }],
  ['an update', { Update: { TableName: 'items', Key: { p: { S: '' }, s: { N: '1' } }, UpdateExpression: 'REMOVE a' } }],
  [
    'a check',
    {
      ConditionCheck: {
        TableName: 'items',
        Key: { p: { S: '' }, s: { N: '1' } },
        ConditionExpression: 'attribute_exists(p)',
      },
    },
  ],
])('%s with an empty key is a request that is not valid, and cancels nothing', (_, part) => {
  const dynamodb = testDynamodb()
  dynamodb.call('CreateTable', simpleTable('items', 'N'))
  expect(dynamodb.failure('TransactWriteItems', { TransactItems: [part] })).toMatchObject({
    code: 'ValidationException',
    message: expect.stringContaining('cannot contain an empty string value. Key: p'),
  })
})
