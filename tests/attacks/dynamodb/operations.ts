import {
  BatchExecuteStatementCommand,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  type DynamoDBClient,
  ExecuteStatementCommand,
  ExecuteTransactionCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import type { Key, Target } from './target.ts'

/** One thing to do with items by their keys. */
export interface KeyedOperation {
  name: string
  /** The action that IAM evaluates. */
  action: string
  /** Whether one call takes several keys. */
  many: boolean
  run(client: DynamoDBClient, target: Target, keys: Key[]): Promise<unknown>
}

// Nothing has this attribute: a write that is let through still changes nothing.
const NEVER = { ConditionExpression: 'attribute_exists(thisIsNever)' }
const first = (keys: Key[]): Key => keys[0] ?? {}
const table = ({ name }: Target) => ({ TableName: name })
const change = { UpdateExpression: 'SET attacked = :yes', ExpressionAttributeValues: { ':yes': { BOOL: true } } }

const one = (
  action: string,
  run: (client: DynamoDBClient, target: Target, key: Key) => Promise<unknown>,
): KeyedOperation => ({
  name: action,
  action,
  many: false,
  run: (client, target, keys) => run(client, target, first(keys)),
})
const many = (name: string, action: string, run: KeyedOperation['run']): KeyedOperation => ({
  name,
  action,
  many: true,
  run,
})

const transactWrite = (kind: 'Put' | 'Update' | 'Delete' | 'ConditionCheck', action: string) =>
  many(`TransactWriteItems ${kind}`, action, (client, target, keys) =>
    client.send(
      new TransactWriteItemsCommand({
        TransactItems: keys.map((key) => {
          const shared = { ...table(target), ...NEVER }
          switch (kind) {
            case 'Put':
              return { Put: { ...shared, Item: key } }
            case 'Update':
              return { Update: { ...shared, Key: key, ...change } }
            case 'Delete':
              return { Delete: { ...shared, Key: key } }
            case 'ConditionCheck':
              return { ConditionCheck: { ...shared, Key: key } }
            default:
              return kind satisfies never
          }
        }),
      }),
    ),
  )

/** Every operation that names keys. Writes carry a condition that never holds, but for BatchWriteItem, which has none and deletes what is not there. */
export const KEYED: KeyedOperation[] = [
  one('GetItem', (client, target, Key) => client.send(new GetItemCommand({ ...table(target), Key }))),
  one('PutItem', (client, target, Item) => client.send(new PutItemCommand({ ...table(target), Item, ...NEVER }))),
  one('UpdateItem', (client, target, Key) =>
    client.send(new UpdateItemCommand({ ...table(target), Key, ...change, ...NEVER })),
  ),
  one('DeleteItem', (client, target, Key) => client.send(new DeleteItemCommand({ ...table(target), Key, ...NEVER }))),
  one('Query', (client, target, key) =>
    client.send(new QueryCommand({ ...table(target), ...condition(target.partition, key) })),
  ),
  many('BatchGetItem', 'BatchGetItem', (client, { name }, Keys) =>
    client.send(new BatchGetItemCommand({ RequestItems: { [name]: { Keys } } })),
  ),
  many('BatchWriteItem', 'BatchWriteItem', (client, { name }, keys) =>
    client.send(
      new BatchWriteItemCommand({ RequestItems: { [name]: keys.map((Key) => ({ DeleteRequest: { Key } })) } }),
    ),
  ),
  many('TransactGetItems', 'GetItem', (client, target, keys) =>
    client.send(
      new TransactGetItemsCommand({ TransactItems: keys.map((Key) => ({ Get: { ...table(target), Key } })) }),
    ),
  ),
  transactWrite('Put', 'PutItem'),
  transactWrite('Update', 'UpdateItem'),
  transactWrite('Delete', 'DeleteItem'),
  transactWrite('ConditionCheck', 'ConditionCheckItem'),
]

/** The condition on a partition key; on what else the key has, where it has none. */
function condition(partition: string, key: Key) {
  const [other = 'attacked', value = { S: 'attack' }] = Object.entries(key)[0] ?? []
  return {
    KeyConditionExpression: '#name = :value',
    ExpressionAttributeNames: { '#name': key[partition] ? partition : other },
    ExpressionAttributeValues: { ':value': key[partition] ?? value },
  }
}

/** A query of an index by the value of its partition key. */
export const queryIndex = (client: DynamoDBClient, target: Target, index: Target['indexes'][number], value: string) =>
  client.send(
    new QueryCommand({
      ...table(target),
      IndexName: index.name,
      ...condition(index.partition, { [index.partition]: { S: value } }),
    }),
  )

/** Every operation that names no key: what isolation by leading keys cannot see. */
export function unkeyed(
  { name, partition, sort, indexes }: Target,
  value: string,
): [name: string, run: (client: DynamoDBClient) => Promise<unknown>][] {
  const where = `"${partition}" = '${value}'`
  const item = `{'${partition}': '${value}'${sort ? `, '${sort}': 'attack'` : ''}}`
  const select = `SELECT * FROM "${name}"`
  const statements: [string, string][] = [
    ['PartiQL SELECT', select],
    ['PartiQL SELECT WHERE', `${select} WHERE ${where}`],
    ['PartiQL INSERT', `INSERT INTO "${name}" VALUE ${item}`],
    ['PartiQL UPDATE', `UPDATE "${name}" SET attacked = true WHERE ${where}${sort ? ` AND "${sort}" = 'attack'` : ''}`],
    ['PartiQL DELETE', `DELETE FROM "${name}" WHERE ${where}${sort ? ` AND "${sort}" = 'attack'` : ''}`],
  ]
  return [
    ['Scan', (client) => client.send(new ScanCommand({ TableName: name }))],
    [
      'Scan of one segment',
      (client) => client.send(new ScanCommand({ TableName: name, Segment: 0, TotalSegments: 4 })),
    ],
    [
      'Scan with a filter',
      (client) =>
        client.send(
          new ScanCommand({
            TableName: name,
            FilterExpression: '#p = :p',
            ExpressionAttributeNames: { '#p': partition },
            ExpressionAttributeValues: { ':p': { S: value } },
          }),
        ),
    ],
    ['Scan that counts', (client) => client.send(new ScanCommand({ TableName: name, Select: 'COUNT' }))],
    ...indexes.map((index): [string, (client: DynamoDBClient) => Promise<unknown>] => [
      `Scan of index ${index.name}`,
      (client) => client.send(new ScanCommand({ TableName: name, IndexName: index.name })),
    ]),
    ...statements.flatMap(([title, Statement]): [string, (client: DynamoDBClient) => Promise<unknown>][] => [
      [title, (client) => client.send(new ExecuteStatementCommand({ Statement }))],
      [
        `${title} in a batch`,
        (client) => client.send(new BatchExecuteStatementCommand({ Statements: [{ Statement }] })),
      ],
      [
        `${title} in a transaction`,
        (client) => client.send(new ExecuteTransactionCommand({ TransactStatements: [{ Statement }] })),
      ],
    ]),
  ]
}
