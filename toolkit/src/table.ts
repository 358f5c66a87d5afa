import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  type GetItemCommandInput,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb'
import type { SessionCredentials } from '@tenantry/contracts/authorizer-context.ts'
import { countUnits } from './consumed-units.ts'
import { countRefused } from './refused-units.ts'
import type { Condition, Item, QueryPage, TableQuery, Update } from './table-input.ts'
import {
  ATTEMPTS,
  backOff,
  ConditionFailed,
  Contended,
  conditionInput,
  itemOf,
  keyOf,
  retryConflicts,
} from './table-input.ts'

export type { Condition, Item, QueryPage, TableQuery, Update } from './table-input.ts'
export { ConditionFailed, Contended, setting, TransactionCancelled } from './table-input.ts'
export { MAX_WRITES, type Reason, transact, type Write } from './transact.ts'

/** One DynamoDB table. Items are plain objects; whoever reads them parses them. */
export interface Table {
  readonly name: string
  /** Strongly consistent unless told otherwise. */
  get(key: Item, options?: { consistent?: boolean }): Promise<Item | undefined>
  /** The items that exist, whole or only these attributes of them, in no order; at most 100 keys. Strongly consistent unless told otherwise. */
  getMany(keys: Item[], options?: { attributes?: string[]; consistent?: boolean }): Promise<Item[]>
  /** Throws ConditionFailed. */
  put(item: Item, condition?: Condition): Promise<void>
  /** The item as it is after the update; throws ConditionFailed. Without a condition this creates a missing item. */
  update(key: Item, update: Update): Promise<Item>
  /** Puts items and deletes those of these keys, in no order and each by itself: after an error some may be done. An item or key comes once. */
  writeMany(writes: { put?: Item[]; delete?: Item[] }): Promise<void>
  /** The item as it was, undefined when there was none; throws ConditionFailed. */
  delete(key: Item, condition?: Condition): Promise<Item | undefined>
  /** One page. */
  query(query: TableQuery): Promise<QueryPage>
  /** One page of the same query, of which nothing but the number of its items is answered. */
  count(query: TableQuery): Promise<{ count: number; next: Item | undefined }>
  /** One page of all items, in no order. No session of a tenant may do it. Strongly consistent. */
  scan(page: { limit: number; after?: Item }): Promise<QueryPage>
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const KEYS_PER_BATCH = 100
/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const WRITES_PER_BATCH = 25
const BATCHES_AT_ONCE = 4

/** Each call tells what it consumed. */
const COUNTED = { ReturnConsumedCapacity: 'TOTAL' } as const

let ownClient: DynamoDBClient | undefined
/** Clients of tenant sessions by session token, the one that was made last at the end. */
const sessionClients = new Map<string, DynamoDBClient>()
/** A new client finds out Region, endpoint and retries anew, at three times the cost of the call that it is made for. */
const MAX_SESSION_CLIENTS = 8

/** The client under the function's own role; or, with credentials, one of a tenant session, which shares its sockets. */
export function dynamo(credentials: SessionCredentials | null = null): DynamoDBClient {
  ownClient ??= new DynamoDBClient({})
  if (!credentials) return ownClient
  const known = sessionClients.get(credentials.sessionToken)
  if (known) return known
  const client = new DynamoDBClient({ credentials, requestHandler: ownClient.config.requestHandler })
  sessionClients.set(credentials.sessionToken, client)
  const oldest = sessionClients.keys().next()
  if (sessionClients.size > MAX_SESSION_CLIENTS && !oldest.done) sessionClients.delete(oldest.value)
  return client
}

/** A table as seen through a client: what the client's credentials may do, the table can. */
export function table(client: DynamoDBClient, name: string): Table {
  return {
    name,
    async get(key, { consistent = true } = {}) {
      const { Item, ConsumedCapacity } = await client.send(
        new GetItemCommand({ TableName: name, Key: keyOf(key), ConsistentRead: consistent, ...COUNTED }),
      )
      countUnits('read', ConsumedCapacity)
      return Item && itemOf(Item)
    },
    async getMany(keys, { attributes, consistent = true } = {}) {
      const items: Item[] = []
      for (let first = 0; first < keys.length; first += KEYS_PER_BATCH) {
        let missing = keys.slice(first, first + KEYS_PER_BATCH).map(keyOf)
        for (let attempt = 1; missing.length > 0; attempt++) {
          const { Responses, UnprocessedKeys, ConsumedCapacity } = await client.send(
            new BatchGetItemCommand({
              RequestItems: { [name]: { Keys: missing, ConsistentRead: consistent, ...projection(attributes) } },
              ...COUNTED,
            }),
          )
          countUnits('read', ...(ConsumedCapacity ?? []))
          items.push(...(Responses?.[name] ?? []).map(itemOf))
          missing = UnprocessedKeys?.[name]?.Keys ?? []
          if (missing.length === 0) break
          if (attempt === ATTEMPTS) throw new Contended()
          await backOff(attempt)
        }
      }
      return items
    },
    async put(item, condition = {}) {
      const { ConsumedCapacity } = await write(() =>
        client.send(
          new PutItemCommand({ TableName: name, Item: keyOf(item), ...conditionInput(condition), ...COUNTED }),
        ),
      )
      countUnits('write', ConsumedCapacity)
    },
    async update(key, { update, ...condition }) {
      const { Attributes, ConsumedCapacity } = await write(() =>
        client.send(
          new UpdateItemCommand({
            TableName: name,
            Key: keyOf(key),
            UpdateExpression: update,
            ReturnValues: 'ALL_NEW',
            ...conditionInput(condition),
            ...COUNTED,
          }),
        ),
      )
      countUnits('write', ConsumedCapacity)
      return itemOf(Attributes ?? {})
    },
    async writeMany({ put = [], delete: keys = [] }) {
      const requests = [
        ...put.map((item) => ({ PutRequest: { Item: keyOf(item) } })),
        ...keys.map((key) => ({ DeleteRequest: { Key: keyOf(key) } })),
      ]
      const batches = Array.from({ length: Math.ceil(requests.length / WRITES_PER_BATCH) }, (_, n) =>
        requests.slice(n * WRITES_PER_BATCH, (n + 1) * WRITES_PER_BATCH),
      ).values()
      const work = async () => {
        for (const batch of batches) await writeBatch(client, name, batch)
      }
      await Promise.all(Array.from({ length: BATCHES_AT_ONCE }, work))
    },
    async delete(key, condition = {}) {
      const { Attributes, ConsumedCapacity } = await write(() =>
        client.send(
          new DeleteItemCommand({
            TableName: name,
            Key: keyOf(key),
            ReturnValues: 'ALL_OLD',
            ...conditionInput(condition),
            ...COUNTED,
          }),
        ),
      )
      countUnits('write', ConsumedCapacity)
      return Attributes && itemOf(Attributes)
    },
    async query(query) {
      const { Items, LastEvaluatedKey, ConsumedCapacity } = await client.send(new QueryCommand(queryInput(name, query)))
      countUnits('read', ConsumedCapacity)
      return page(Items, LastEvaluatedKey)
    },
    async count(query) {
      const { Count, LastEvaluatedKey, ConsumedCapacity } = await client.send(
        new QueryCommand({ ...queryInput(name, query), Select: 'COUNT' }),
      )
      countUnits('read', ConsumedCapacity)
      return { count: Count ?? 0, next: LastEvaluatedKey && itemOf(LastEvaluatedKey) }
    },
    async scan({ limit, after }) {
      const { Items, LastEvaluatedKey, ConsumedCapacity } = await client.send(
        new ScanCommand({
          TableName: name,
          Limit: limit,
          ExclusiveStartKey: after && keyOf(after),
          ConsistentRead: true,
          ...COUNTED,
        }),
      )
      countUnits('read', ConsumedCapacity)
      return page(Items, LastEvaluatedKey)
    },
  }
}

/** Sends one write. Throws ConditionFailed. */
async function write<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await retryConflicts(send)
  } catch (error) {
    if (error instanceof ConditionFailed) countRefused(error.item)
    throw error
  }
}

type Projection = Pick<GetItemCommandInput, 'ProjectionExpression' | 'ExpressionAttributeNames'>

/** Writes a batch until DynamoDB has taken all of it. Throws Contended when it stays too busy. */
async function writeBatch(client: DynamoDBClient, name: string, batch: WriteRequest[]): Promise<void> {
  let left = batch
  for (let attempt = 1; ; attempt++) {
    const { UnprocessedItems, ConsumedCapacity } = await client.send(
      new BatchWriteItemCommand({ RequestItems: { [name]: left }, ...COUNTED }),
    )
    countUnits('write', ...(ConsumedCapacity ?? []))
    left = UnprocessedItems?.[name] ?? []
    if (left.length === 0) return
    if (attempt === ATTEMPTS) throw new Contended()
    await backOff(attempt)
  }
}

function queryInput(
  name: string,
  { index, key, filter, names, values, limit, after, attributes, descending = false, consistent = !index }: TableQuery,
) {
  const shown = projection(attributes)
  return {
    ...shown,
    TableName: name,
    IndexName: index,
    KeyConditionExpression: key,
    FilterExpression: filter,
    ExpressionAttributeNames: names || attributes ? { ...names, ...shown.ExpressionAttributeNames } : undefined,
    ExpressionAttributeValues: keyOf(values),
    Limit: limit,
    ExclusiveStartKey: after && keyOf(after),
    ScanIndexForward: !descending,
    ConsistentRead: consistent,
    ...COUNTED,
  }
}

const page = (items: Record<string, AttributeValue>[] = [], next?: Record<string, AttributeValue>): QueryPage => ({
  items: items.map(itemOf),
  next: next && itemOf(next),
})

function projection(attributes: readonly string[] | undefined): Projection {
  if (!attributes) return {}
  return {
    ProjectionExpression: attributes.map((name) => `#${name}`).join(', '),
    ExpressionAttributeNames: Object.fromEntries(attributes.map((name) => [`#${name}`, name])),
  }
}
