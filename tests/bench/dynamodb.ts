import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb'

const ENGINE = fileURLToPath(new URL('./dynamodb-engine.ts', import.meta.url))
const CREDENTIALS = { accessKeyId: 'AKIABENCH', secretAccessKey: 'bench' }
const TableName = 'bench'
const CONCURRENCY = 8
/** Rounds alternate between the engines, so that a busy moment of the machine meets both. */
const ROUNDS = 5
const REQUESTS_IN_ALL = 50_000
const PARTITIONS = 200
const ITEMS = 4000

interface Engine {
  client: DynamoDBClient
  /** Bytes of resident memory, after a collection of garbage. */
  memory(): Promise<number>
  close(): Promise<void>
}

const keyOf = (i: number) => ({ p: { S: `tenant-${i % PARTITIONS}` }, s: { S: `item-${i % ITEMS}` } })
const itemOf = (i: number) => ({
  ...keyOf(i),
  name: { S: `Item number ${i}` },
  price: { N: String(i) },
  tags: { SS: ['a', 'b'] },
  text: { S: 'x'.repeat(400) },
})

/** What is compared: operations as the product makes them. */
const OPERATIONS: Record<string, (client: DynamoDBClient, i: number) => Promise<unknown>> = {
  PutItem: (client, i) => client.send(new PutItemCommand({ TableName, Item: itemOf(i) })),
  GetItem: (client, i) => client.send(new GetItemCommand({ TableName, Key: keyOf(i), ConsistentRead: true })),
  'UpdateItem with a condition': (client, i) =>
    client.send(
      new UpdateItemCommand({
        TableName,
        Key: keyOf(i),
        UpdateExpression: 'SET price = price + :one',
        ConditionExpression: 'attribute_exists(p) AND price >= :zero',
        ExpressionAttributeValues: { ':one': { N: '1' }, ':zero': { N: '0' } },
      }),
    ),
  'Query of a page': (client, i) =>
    client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'p = :p',
        ExpressionAttributeValues: { ':p': keyOf(i).p },
        Limit: 20,
      }),
    ),
}

export interface DynamodbFigures {
  /** Ours to dynalite's, in operations per second: 1 and more is no slower. */
  throughputRatio: Record<string, number>
  operationsPerSecond: Record<string, { ours: number; dynalite: number }>
  /** Ours to dynalite's. */
  memoryRatio: number
  memoryMegabytes: { ours: number; dynalite: number }
  requests: number
}

/** DynamoDB operations beside dynalite's, over HTTP by the same client in the same run. Ours verifies signatures and commits to disk. */
export async function dynamodb({ requests = REQUESTS_IN_ALL } = {}): Promise<DynamodbFigures> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tenantry-bench-'))
  const engines = { ours: await start('ours', dataDir), dynalite: await start('dynalite', dataDir) }
  try {
    const names = Object.keys(OPERATIONS)
    const perRound = Math.ceil(requests / names.length / ROUNDS)
    const rates = { ours: new Map<string, number[]>(), dynalite: new Map<string, number[]>() }
    for (const { client } of Object.values(engines)) await run(client, 'PutItem', ITEMS)
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of names) {
        for (const which of round % 2 === 0 ? (['ours', 'dynalite'] as const) : (['dynalite', 'ours'] as const)) {
          const rate = await run(engines[which].client, name, perRound)
          rates[which].set(name, [...(rates[which].get(name) ?? []), rate])
        }
      }
    }
    const rate = (which: 'ours' | 'dynalite', name: string) => Math.round(median(rates[which].get(name) ?? []))
    const memoryMegabytes = { ours: await megabytes(engines.ours), dynalite: await megabytes(engines.dynalite) }
    const pairs = names.map((name) => [name, { ours: rate('ours', name), dynalite: rate('dynalite', name) }] as const)
    return {
      throughputRatio: Object.fromEntries(pairs.map(([name, { ours, dynalite }]) => [name, ratio(ours, dynalite)])),
      operationsPerSecond: Object.fromEntries(pairs),
      memoryRatio: ratio(memoryMegabytes.ours, memoryMegabytes.dynalite),
      memoryMegabytes,
      requests: perRound * names.length * ROUNDS,
    }
  } finally {
    for (const engine of Object.values(engines)) await engine.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function start(name: 'ours' | 'dynalite', dataDir: string): Promise<Engine> {
  const { accessKeyId, secretAccessKey } = CREDENTIALS
  const child = fork(ENGINE, [name, dataDir, accessKeyId, secretAccessKey], {
    execArgv: ['--disable-warning=ExperimentalWarning', '--expose-gc'],
  })
  const [{ port }] = await once(child, 'message')
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: CREDENTIALS,
  })
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['p', 's'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      KeySchema: [
        { AttributeName: 'p', KeyType: 'HASH' },
        { AttributeName: 's', KeyType: 'RANGE' },
      ],
    }),
  )
  await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1 }, { TableName })
  return {
    client,
    async memory() {
      child.send('memory')
      const [{ bytes }] = await once(child, 'message')
      return bytes
    },
    async close() {
      client.destroy()
      const exit = once(child, 'exit')
      child.disconnect()
      await exit
    },
  }
}

/** Operations per second. */
async function run(client: DynamoDBClient, name: string, count: number): Promise<number> {
  const operation = OPERATIONS[name]
  if (!operation) throw new TypeError(`no operation ${name}`)
  let next = 0
  const began = performance.now()
  const loop = async () => {
    while (next < count) await operation(client, next++)
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, loop))
  return (count / (performance.now() - began)) * 1000
}

const megabytes = async (engine: Engine): Promise<number> => Math.round((await engine.memory()) / 1e6)
const ratio = (a: number, b: number): number => Math.round((a / b) * 100) / 100
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
