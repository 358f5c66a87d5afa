import { beforeAll, expect, test } from 'vitest'
import { compilePolicy } from '../iam/policy/compile-policy.ts'
import { contextLookup } from '../iam/policy/context-lookup.ts'
import { evaluate } from '../iam/policy/evaluate.ts'
import { simpleTable, testDynamodb } from './dynamodb-fixture.ts'

// Policies that name attributes. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html

let dynamodb: ReturnType<typeof testDynamodb>
const TableName = 'GameScores'
const Key = { UserId: { S: 'ann' } }

beforeAll(() => {
  dynamodb = testDynamodb()
  dynamodb.call('CreateTable', {
    ...simpleTable(TableName),
    AttributeDefinitions: [{ AttributeName: 'UserId', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'UserId', KeyType: 'HASH' }],
  })
})

/** The page's example of access to some attributes: what an answer returns must be limited too, or it would show all of them. */
const SOME_ATTRIBUTES = compilePolicy(
  JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Action: ['dynamodb:UpdateItem', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:DeleteItem'],
      Resource: `arn:aws:dynamodb:us-east-1:000000000000:table/${TableName}`,
      Condition: {
        'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['UserId', 'TopScore'] },
        Null: { 'dynamodb:Attributes': 'false' },
        StringEqualsIfExists: {
          'dynamodb:Select': 'SPECIFIC_ATTRIBUTES',
          'dynamodb:ReturnValues': ['NONE', 'UPDATED_OLD', 'UPDATED_NEW'],
        },
      },
    },
  }),
  'identity',
)

const policies = { identity: [SOME_ATTRIBUTES], boundary: null, session: null, resource: null }
const isAllowed = (operation: string, input: object): boolean =>
  dynamodb
    .access(operation, input)
    .every(({ context = {}, ...access }) => evaluate(policies, { ...access, lookup: contextLookup(context) }).allowed)

const update = (UpdateExpression: string, more: object = {}) => ({
  TableName,
  Key,
  UpdateExpression,
  ExpressionAttributeValues: { ':v': { N: '1' } },
  ...more,
})

test.each([
  ['an update of the attribute', update('SET TopScore = :v')],
  ['one that returns what it changed', update('SET TopScore = :v', { ReturnValues: 'UPDATED_NEW' })],
  ['one with a condition on the key', update('SET TopScore = :v', { ConditionExpression: 'attribute_exists(UserId)' })],
])('%s is allowed', (_, input) => {
  expect(isAllowed('UpdateItem', input)).toBe(true)
  expect(isAllowed('TransactWriteItems', { TransactItems: [{ Update: { ...input, ReturnValues: undefined } }] })).toBe(
    true,
  )
})

test.each([
  ['another attribute', update('SET Wins = :v')],
  ['another attribute beside it', update('SET TopScore = :v, Wins = :v')],
  ['the removal of another attribute', update('REMOVE Wins', { ExpressionAttributeValues: undefined })],
  ['an addition to another attribute', update('ADD Wins :v')],
  ['a value that is read from another attribute', update('SET TopScore = if_not_exists(Wins, :v)')],
  ['a condition on another attribute', update('SET TopScore = :v', { ConditionExpression: 'Wins > :v' })],
  ['another attribute by a name of its own', update('SET #n = :v', { ExpressionAttributeNames: { '#n': 'Wins' } })],
])('an update that names %s is denied', (_, input) => {
  expect(isAllowed('UpdateItem', input)).toBe(false)
  expect(isAllowed('TransactWriteItems', { TransactItems: [{ Update: input }] })).toBe(false)
})

test.each(['ALL_OLD', 'ALL_NEW'])(
  'an update that returns %s is denied: it would show every attribute',
  (ReturnValues) => {
    expect(isAllowed('UpdateItem', update('SET TopScore = :v', { ReturnValues }))).toBe(false)
  },
)

test('an item that is put may have these attributes alone', () => {
  expect(isAllowed('PutItem', { TableName, Item: { ...Key, TopScore: { N: '1' } } })).toBe(true)
  expect(isAllowed('PutItem', { TableName, Item: { ...Key, Wins: { N: '1' } } })).toBe(false)
  expect(isAllowed('DeleteItem', { TableName, Key, ReturnValues: 'ALL_OLD' })).toBe(false)
})
