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
  /** Resident memory (after a collection of garbage, when it is asked for), and the processor time that was used so far. */
  ask(question: 'memory' | 'processor'): Promise<{ bytes: number; processorSeconds: number }>
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

export interface Speed {
  /** Operations per second of the clock. */
  perSecond: number
  /** Operations per second of the engine's own processor time: what a busy machine does not change. */
  perProcessorSecond: number
}

export interface DynamodbFigures {
  /** Ours to dynalite's; 1 and more is no slower. */
  throughputRatio: Record<string, Speed>
  operations: Record<string, { ours: Speed; dynalite: Speed }>
  /** Ours to dynalite's, resident after all requests. */
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
    const speeds: Record<keyof typeof engines, Record<string, Speed[]>> = { ours: {}, dynalite: {} }
    for (const engine of Object.values(engines)) await run(engine, 'PutItem', ITEMS)
    for (let round = 0; round < ROUNDS; round++) {
      for (const name of names) {
        for (const which of round % 2 === 0 ? (['ours', 'dynalite'] as const) : (['dynalite', 'ours'] as const)) {
          const speed = await run(engines[which], name, perRound)
          speeds[which][name] = [...(speeds[which][name] ?? []), speed]
        }
      }
    }
    const operations = names.map((name) => {
      const [ours, dynalite] = [middle(speeds.ours[name] ?? []), middle(speeds.dynalite[name] ?? [])]
      return [name, { ours, dynalite }] as const
    })
    const memoryMegabytes = { ours: await megabytes(engines.ours), dynalite: await megabytes(engines.dynalite) }
    return {
      throughputRatio: Object.fromEntries(
        operations.map(([name, { ours, dynalite }]) => [
          name,
          {
            perSecond: ratio(ours.perSecond, dynalite.perSecond),
            perProcessorSecond: ratio(ours.perProcessorSecond, dynalite.perProcessorSecond),
          },
        ]),
      ),
      operations: Object.fromEntries(operations),
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
    async ask(question) {
      child.send(question)
      const [answer] = await once(child, 'message')
      return answer
    },
    async close() {
      client.destroy()
      const exit = once(child, 'exit')
      child.disconnect()
      await exit
    },
  }
}

async function run(engine: Engine, name: string, count: number): Promise<Speed> {
  const operation = OPERATIONS[name]
  if (!operation) throw new TypeError(`no operation ${name}`)
  let next = 0
  const used = (await engine.ask('processor')).processorSeconds
  const began = performance.now()
  const loop = async () => {
    while (next < count) await operation(engine.client, next++)
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, loop))
  const seconds = (performance.now() - began) / 1000
  return {
    perSecond: count / seconds,
    perProcessorSecond: count / ((await engine.ask('processor')).processorSeconds - used),
  }
}

const megabytes = async (engine: Engine): Promise<number> => Math.round((await engine.ask('memory')).bytes / 1e6)
const ratio = (a: number, b: number): number => Math.round((a / b) * 100) / 100
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
const middle = (speeds: Speed[]): Speed => ({
  perSecond: Math.round(median(speeds.map(({ perSecond }) => perSecond))),
  perProcessorSecond: Math.round(median(speeds.map(({ perProcessorSecond }) => perProcessorSecond))),
})
