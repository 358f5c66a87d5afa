import * as sdk from '@aws-sdk/client-dynamodb'
import { beforeAll } from 'vitest'
import { useCloud } from '../cloud.ts'
import { type ErrorCase, testErrors } from './error-table.ts'

// A transaction takes as long as the next call may need to meet it, on a busy machine, too.
const cloud = useCloud({ transactionTime: 10_000 })
const client = () => new sdk.DynamoDBClient(cloud.options())
const key = { p: { S: 'a' } }
const table = (TableName: string) => ({
  TableName,
  BillingMode: 'PAY_PER_REQUEST' as const,
  AttributeDefinitions: [{ AttributeName: 'p', AttributeType: 'S' as const }],
  KeySchema: [{ AttributeName: 'p', KeyType: 'HASH' as const }],
})

beforeAll(async () => {
  await client().send(new sdk.CreateTableCommand(table('things')))
  await client().send(new sdk.CreateTableCommand({ ...table('kept'), DeletionProtectionEnabled: true }))
  await client().send(new sdk.PutItemCommand({ TableName: 'things', Item: key }))
})

const gone = { TableName: 'gone' }
const things = { TableName: 'things' }
const failing = { ...things, ConditionExpression: 'attribute_not_exists(p)' }
const NO_TABLE = /^Requested resource not found/
const ARN = 'arn:aws:dynamodb:us-east-1:000000000000:table/gone'
const query = { KeyConditionExpression: 'p = :p', ExpressionAttributeValues: { ':p': { S: 'a' } } }

let meetings = 0

/** The input of a call that meets a transaction under way. */
const meeting = (inputOf: (key: object) => object, ClientRequestToken?: string) => () => {
  const held = { p: { S: `held-${++meetings}` } }
  const TransactItems = [{ Put: { ...things, Item: held } }]
  const token = ClientRequestToken ? { ClientRequestToken } : {}
  void cloud.cloud.call('dynamodb', 'TransactWriteItems', { TransactItems, ...token }).catch(() => {})
  return { ...inputOf(held), ...token }
}

const notThere: ErrorCase[] = (
  [
    ['BatchGetItem', { RequestItems: { gone: { Keys: [key] } } }],
    ['BatchWriteItem', { RequestItems: { gone: [{ PutRequest: { Item: key } }] } }],
    ['DeleteItem', { ...gone, Key: key }],
    ['DeleteTable', gone],
    ['DescribeTable', gone],
    ['ListTagsOfResource', { ResourceArn: ARN }],
    ['GetItem', { ...gone, Key: key }],
    ['PutItem', { ...gone, Item: key }],
    ['Query', { ...gone, ...query }],
    ['Scan', gone],
    ['TransactGetItems', { TransactItems: [{ Get: { ...gone, Key: key } }] }],
    ['TransactWriteItems', { TransactItems: [{ Put: { ...gone, Item: key } }] }],
    ['UpdateItem', { ...gone, Key: key }],
  ] as const
).map(([operation, input]) => [operation, 'ResourceNotFoundException', input])

testErrors({
  cloud,
  service: 'dynamodb',
  sdkPackage: '@aws-sdk/client-dynamodb',
  sdk,
  client,
  cases: [
    ...notThere,
    ['GetItem', 'ResourceNotFoundException', { ...gone, Key: key }, NO_TABLE],
    ['DescribeContinuousBackups', 'TableNotFoundException', gone, 'Table not found: gone'],
    ['CreateTable', 'ResourceInUseException', table('things'), 'Table already exists: things'],
    ['PutItem', 'ConditionalCheckFailedException', { ...failing, Item: key }, 'The conditional request failed'],
    ['DeleteItem', 'ConditionalCheckFailedException', { ...failing, Key: key }, 'The conditional request failed'],
    [
      'UpdateItem',
      'ConditionalCheckFailedException',
      { ...failing, Key: key, UpdateExpression: 'REMOVE a' },
      'The conditional request failed',
    ],
    [
      'PutItem',
      'TransactionConflictException',
      meeting((Item) => ({ ...things, Item })),
      'Transaction is ongoing for the item',
    ],
    ['DeleteItem', 'TransactionConflictException', meeting((Key) => ({ ...things, Key }))],
    ['UpdateItem', 'TransactionConflictException', meeting((Key) => ({ ...things, Key }))],
    [
      'TransactWriteItems',
      'TransactionInProgressException',
      meeting((Item) => ({ TransactItems: [{ Put: { ...things, Item } }] }), 'ongoing'),
    ],
    [
      'TransactWriteItems',
      'TransactionCanceledException',
      { TransactItems: [{ Put: { ...failing, Item: key } }] },
      'Transaction cancelled, please refer cancellation reasons for specific reasons [ConditionalCheckFailed]',
    ],
    [
      'TransactWriteItems',
      'IdempotentParameterMismatchException',
      async () => {
        const put = (name: string) => [{ Put: { ...things, Item: { p: { S: name } } } }]
        const ClientRequestToken = 'token'
        await client().send(new sdk.TransactWriteItemsCommand({ TransactItems: put('b'), ClientRequestToken }))
        return { TransactItems: put('c'), ClientRequestToken }
      },
    ],
    [
      'TransactGetItems',
      'TransactionCanceledException',
      { TransactItems: [{ Get: { ...things, Key: { q: { S: 'a' } } } }] },
      '[ValidationError]',
    ],
    // What the model leaves to the service, and clients tell by its code.
    ['DeleteTable', 'ValidationException', { TableName: 'kept' }, /deletion protection/i],
    [
      'GetItem',
      'ValidationException',
      { ...things, Key: { q: { S: 'a' } } },
      'The provided key element does not match the schema',
    ],
    ['PutItem', 'ValidationException', { ...things, Item: {} }, 'Missing the key p in the item'],
    [
      'Query',
      'ValidationException',
      { ...things, KeyConditionExpression: 'q = :p', ExpressionAttributeValues: query.ExpressionAttributeValues },
      'Query condition missed key schema element: p',
    ],
    [
      'UpdateItem',
      'ValidationException',
      { ...things, Key: key, UpdateExpression: 'SET p = :p', ExpressionAttributeValues: { ':p': { S: 'b' } } },
      'Cannot update attribute p. This attribute is part of the key',
    ],
    [
      'Scan',
      'ValidationException',
      { ...things, FilterExpression: 'hello!' },
      'Invalid FilterExpression: Syntax error',
    ],
  ],
  never: [
    ['InternalServerError', 'all', 'a failure of the local cloud itself is InternalFailure, with its log saying why'],
    ['InvalidEndpointException', 'all', 'endpoint discovery does not exist here'],
    ['ProvisionedThroughputExceededException', 'all', 'there is no provisioned throughput: tables are on demand'],
    ['ThrottlingException', 'all', 'the control plane is not throttled'],
    ['RequestLimitExceeded', 'all', 'an account has no throughput limit here'],
    ['ReplicatedWriteConflictException', 'all', 'only multi-Region strong consistency has it'],
    ['ItemCollectionSizeLimitExceededException', 'all', 'the 10 GB of an item collection are not counted'],
    ['TransactionInProgressException', ['ExecuteTransaction'], 'PartiQL is authorized, and then not supported by name'],
    [
      'LimitExceededException',
      ['CreateTable', 'DeleteTable'],
      'tables change at once, so none are in CREATING or DELETING',
    ],
    ['ResourceInUseException', ['DeleteTable'], 'tables change at once, so none is UPDATING'],
    ...['LimitExceededException', 'ResourceInUseException', 'ResourceNotFoundException'].map(
      (error): [string, string[], string] => [
        error,
        ['DescribeTimeToLive', 'UpdateTable', 'UpdateTimeToLive'],
        'tables are changed by templates: the operation is authorized, and then not supported by name',
      ],
    ),
    ...[
      'ConditionalCheckFailedException',
      'DuplicateItemException',
      'ResourceNotFoundException',
      'TransactionCanceledException',
      'TransactionConflictException',
      'IdempotentParameterMismatchException',
    ].map((error): [string, string[], string] => [
      error,
      ['ExecuteStatement', 'ExecuteTransaction'],
      'PartiQL is authorized, and then not supported by name',
    ]),
  ],
})
