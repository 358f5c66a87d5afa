import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { beforeAll, expect, test } from 'vitest'
import { useCloud } from '../cloud.ts'

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html

const KB = 1024
const cloud = useCloud()
let dynamodb: DynamoDBClient

beforeAll(async () => {
  dynamodb = new DynamoDBClient(cloud.options())
  for (const TableName of ['things', 'pages', 'large']) {
    await dynamodb.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: 'p', AttributeType: 'S' },
          { AttributeName: 's', AttributeType: 'S' },
        ],
        KeySchema: [
          { AttributeName: 'p', KeyType: 'HASH' },
          { AttributeName: 's', KeyType: 'RANGE' },
        ],
      }),
    )
  }
})

const key = (s: number | string, p = 'p') => ({ p: { S: p }, s: { S: String(s) } })
/** An item of exactly so many bytes: names and values count. */
const sized = (bytes: number, s: number | string = 's'): Record<string, AttributeValue> => ({
  ...key(s),
  b: { S: 'x'.repeat(bytes - 4 - String(s).length) },
})
const put = (Item: Record<string, AttributeValue>, TableName = 'things') =>
  dynamodb.send(new PutItemCommand({ TableName, Item }))
const invalid = (message: string) => ({ name: 'ValidationException', message: expect.stringContaining(message) })

test('an item has 400 KB at most, names and values together', async () => {
  await put(sized(400 * KB))
  await expect(put(sized(400 * KB + 1))).rejects.toMatchObject(
    invalid('Item size has exceeded the maximum allowed size'),
  )
})

test('a partition key has 2048 bytes at most, a sort key 1024', async () => {
  await put(key('s', 'p'.repeat(2048)))
  await put(key('é'.repeat(512)))
  await expect(put(key('s', 'p'.repeat(2049)))).rejects.toMatchObject(
    invalid('Size of hashkey has exceeded the maximum size limit of2048 bytes'),
  )
  await expect(put(key('é'.repeat(512).concat('x')))).rejects.toMatchObject(
    invalid('Aggregated size of all range keys has exceeded the size limit of 1024 bytes'),
  )
})

test('a page of a query or scan ends with the item that reaches 1 MB', async () => {
  for (let s = 0; s < 6; s++) await put(sized(256 * KB, s), 'pages')
  const query = {
    TableName: 'pages',
    KeyConditionExpression: 'p = :p',
    ExpressionAttributeValues: { ':p': { S: 'p' } },
  }
  const first = await dynamodb.send(new QueryCommand(query))
  expect([first.Count, first.LastEvaluatedKey]).toEqual([4, key(3)])
  const rest = await dynamodb.send(new QueryCommand({ ...query, ExclusiveStartKey: first.LastEvaluatedKey }))
  expect([rest.Count, rest.LastEvaluatedKey]).toEqual([2, undefined])
  // The limit is on what is read, not on what is answered.
  const counted = await dynamodb.send(
    new ScanCommand({ TableName: 'pages', Select: 'COUNT', FilterExpression: 'b = p' }),
  )
  expect([counted.Count, counted.ScannedCount]).toEqual([0, 4])
})

test('a batch writes 25 items and reads 100, and no more', async () => {
  const writes = (count: number) => {
    const requests = Array.from({ length: count }, (_, s) => ({ PutRequest: { Item: key(s, 'batch') } }))
    return dynamodb.send(new BatchWriteItemCommand({ RequestItems: { things: requests } }))
  }
  expect(await writes(25)).toMatchObject({ UnprocessedItems: {} })
  await expect(writes(26)).rejects.toMatchObject(invalid('Member must have length less than or equal to 25'))
  const reads = (count: number) => {
    const Keys = Array.from({ length: count }, (_, s) => key(s, 'batch'))
    return dynamodb.send(new BatchGetItemCommand({ RequestItems: { things: { Keys } } }))
  }
  expect((await reads(100)).Responses?.things).toHaveLength(25)
  await expect(reads(101)).rejects.toMatchObject(invalid('Member must have length less than or equal to 100'))
})

test('a batch counts its items over all tables', async () => {
  const requests = (count: number) =>
    Array.from({ length: count }, (_, s) => ({ PutRequest: { Item: key(s, 'over') } }))
  const RequestItems = { things: requests(13), pages: requests(13) }
  await expect(dynamodb.send(new BatchWriteItemCommand({ RequestItems }))).rejects.toMatchObject(
    invalid('Too many items requested for the BatchWriteItem call'),
  )
  const Keys = Array.from({ length: 51 }, (_, s) => key(s))
  const reads = new BatchGetItemCommand({ RequestItems: { things: { Keys }, pages: { Keys } } })
  await expect(dynamodb.send(reads)).rejects.toMatchObject(
    invalid('Too many items requested for the BatchGetItem call'),
  )
})

test('a batch of reads answers 16 MB at most and names the keys that are left', async () => {
  for (let s = 0; s < 41; s++) await put(sized(400 * KB, s), 'large')
  const Keys = Array.from({ length: 41 }, (_, s) => key(s))
  const { Responses, UnprocessedKeys } = await dynamodb.send(
    new BatchGetItemCommand({ RequestItems: { large: { Keys } } }),
  )
  expect(Responses?.large).toHaveLength(40)
  expect(UnprocessedKeys?.large?.Keys).toEqual([key(40)])
})

test('a request has 16 MB at most', async () => {
  const requests = Array.from({ length: 25 }, (_, s) => ({ PutRequest: { Item: sized(700 * KB, s) } }))
  const error = await dynamodb.send(new BatchWriteItemCommand({ RequestItems: { things: requests } })).catch((it) => it)
  expect(error.$metadata.httpStatusCode).toBe(413)
})

test('a transaction has 100 parts at most, and 4 MB', async () => {
  const write = (items: Record<string, AttributeValue>[]) =>
    dynamodb.send(
      new TransactWriteItemsCommand({ TransactItems: items.map((Item) => ({ Put: { TableName: 'things', Item } })) }),
    )
  const many = (count: number) => Array.from({ length: count }, (_, s) => key(s, 'transaction'))
  await write(many(100))
  await expect(write(many(101))).rejects.toMatchObject(invalid('Member must have length less than or equal to 100'))
  const heavy = (last: number) => [...Array.from({ length: 10 }, (_, s) => sized(400 * KB, s)), sized(last, 'last')]
  await write(heavy(96 * KB))
  await expect(write(heavy(96 * KB + 1))).rejects.toMatchObject(invalid('size cannot exceed 4 MB'))

  const read = (items: Record<string, AttributeValue>[], TableName: string) =>
    dynamodb.send(new TransactGetItemsCommand({ TransactItems: items.map((Key) => ({ Get: { TableName, Key } })) }))
  expect((await read(many(100), 'things')).Responses).toHaveLength(100)
  await expect(read(many(101), 'things')).rejects.toMatchObject(
    invalid('Member must have length less than or equal to 100'),
  )
  const stored = [...Array.from({ length: 10 }, (_, s) => key(s)), key('last')]
  expect((await read(stored, 'things')).Responses).toHaveLength(11)
  await put(sized(96 * KB + 1, 'last'))
  await expect(read(stored, 'things')).rejects.toMatchObject(invalid('size cannot exceed 4 MB'))
})

test('an expression has 4 KB at most', async () => {
  const query = (bytes: number) => {
    const FilterExpression = 'b = p'.padEnd(bytes)
    return dynamodb.send(new ScanCommand({ TableName: 'things', FilterExpression, Limit: 1 }))
  }
  await query(4096)
  await expect(query(4097)).rejects.toMatchObject(invalid('expression size: 4097'))
})
