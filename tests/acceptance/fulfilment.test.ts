import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import {
  type AttributeValue,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { ROOT } from '@tenantry/cli/root.ts'
import { assembly } from '@tenantry/cli/system/assembly.ts'
import { entityId } from '@tenantry/contracts/ids.ts'
import { outboxPartition, WAITING_INDEX } from '@tenantry/contracts/outbox.ts'
import { beforeAll, expect, test } from 'vitest'
import { type Client, client } from './client.ts'
import { eventually } from './eventually.ts'
import { onboard, type Tenant } from './onboarding.ts'
import { operatorClient } from './operator-client.ts'
import { useSystem } from './system.ts'
import { tick } from './tick.ts'
import { vendedSession } from './vended-session.ts'

// Work without a request: from an order to its fulfilment by outbox, bus and queue, and what stands in the way of a forged tenant.
const system = useSystem()
const run = Date.now().toString(36)
const admin = () => ({
  endpoint: system.endpoints.aws,
  region: system.endpoints.region,
  credentials: system.endpoints.credentials,
})
let a: Tenant
let b: Tenant
let operator: Client
let dynamodb: DynamoDBClient
let tables: string[]
let poisoned: Awaited<ReturnType<typeof poison>>

beforeAll(async () => {
  const { endpoints } = system
  a = await onboard(endpoints, `Fulfilment A ${run}`, `a-${run}@fulfilment.example`)
  b = await onboard(endpoints, `Fulfilment B ${run}`, `b-${run}@fulfilment.example`)
  operator = operatorClient(system)
  dynamodb = new DynamoDBClient(admin())
  tables = (await dynamodb.send(new ListTablesCommand({}))).TableNames ?? []
  poisoned = await poison()
})

const table = (name: string) => tables.find((one) => one.includes(`app-plane-${name}`)) ?? ''

async function placeOrder(tenant: Tenant) {
  const product = { name: 'Lamp', sku: 'L', price: 9.5, category: 'Light', stock: 10 }
  const { body: lamp } = await tenant.api.post('/products', product)
  const placed = await tenant.api.post('/orders', { name: 'Desk', lines: [{ productId: lamp.id, quantity: 1 }] })
  expect(placed).toMatchObject({ status: 201, body: { status: 'placed' } })
  return placed.body
}
const fulfilled = (tenant: Tenant, id: string) =>
  eventually(`order ${id} to be fulfilled`, async () => {
    const { body } = await tenant.api.get(`/orders/${id}`)
    return body.status === 'fulfilled' && body
  })
const failedAbout = (orderId: string) =>
  eventually(`a failed message about ${orderId}`, async () => {
    // It is given to its worker again and again before.
    system.leap(1)
    const { body } = await operator.get('/failed-messages?limit=100')
    return body.items.find(({ subject }: { subject: string | null }) => subject === orderId)
  })
const sweep = () => tick(system.endpoints, 'app-plane-OutboxSweeper')
const putEvent = (tenantId: string, orderId: string) =>
  new PutEventsCommand({
    Entries: [
      {
        EventBusName: 'tenantry',
        Source: 'tenantry.services',
        DetailType: 'OrderPlaced',
        Detail: JSON.stringify({ tenantId, data: { orderId } }),
      },
    ],
  })

/** Messages that their worker cannot do, all at once: each is tried five times before operators see it. */
async function poison() {
  const id = entityId('ord', Date.now(), 0, '0123456789ab')
  const key = { shardId: { S: `${a.config.tenantId}-0` }, id: { S: id } }
  const put = (more: object) =>
    dynamodb.send(
      new PutItemCommand({ TableName: table('OrdersTable'), Item: { ...key, name: { S: 'Broken' }, ...more } }),
    )
  await put({})
  const bus = new EventBridgeClient(admin())
  await bus.send(putEvent(a.config.tenantId, id))
  const foreign = await fulfilled(b, (await placeOrder(b)).id)
  await bus.send(putEvent(a.config.tenantId, foreign.id))
  const forged = await fulfilled(b, (await placeOrder(b)).id)
  const detail = { orderId: { S: forged.id }, tenantId: { S: b.config.tenantId } }
  await leave(outboxPartition(a.config.tenantId, 'OrderPlaced', 1), 'forged', { type: 'OrderPlaced', detail })
  expect(await sweep()).toEqual({ batchItemFailures: [] })
  return { broken: { id, put }, foreign, forged }
}

test('an order that was placed is fulfilled, and leaves nothing in the outbox', async () => {
  const order = await placeOrder(a)
  const body = await fulfilled(a, order.id)
  expect(body).toMatchObject({ total: order.total, lines: order.lines })
  const about = (Items: Record<string, unknown>[] = []) =>
    Items.filter((item) => JSON.stringify(item).includes(order.id))
  expect(about((await dynamodb.send(new ScanCommand({ TableName: table('Outbox') }))).Items)).toEqual([])
})

test('people cannot fulfil an order themselves', async () => {
  const order = await placeOrder(a)
  const lines = [{ productId: order.lines[0].productId, quantity: 1 }]
  const answer = await a.api.put(`/orders/${order.id}`, { name: 'Desk', lines, status: 'fulfilled' })
  expect(answer).toMatchObject({ status: 400, body: { field: 'status' } })
})

test('an event that is delivered twice fulfils once', async () => {
  const order = await placeOrder(a)
  const first = await fulfilled(a, order.id)
  await new EventBridgeClient(admin()).send(putEvent(a.config.tenantId, order.id))
  const later = await placeOrder(a)
  await fulfilled(a, later.id)
  expect((await a.api.get(`/orders/${order.id}`)).body).toEqual(first)
})

test.each([
  ["an event that names another tenant than the order's", () => poisoned.foreign],
  ['an outbox entry that names another tenant than its key', () => poisoned.forged],
])('%s is refused in the tenant that IAM has checked, and the order stays as it is', async (_, orderOf) => {
  const order = orderOf()
  expect(await failedAbout(order.id)).toMatchObject({ tenantId: a.config.tenantId })
  expect((await b.api.get(`/orders/${order.id}`)).body).toEqual(order)
  expect(await a.api.get(`/orders/${order.id}`)).toMatchObject({ status: 404 })
})

test('a poisoned message ends among the failed ones, names its tenant, and a redrive fulfils it once the cause is gone', async () => {
  const { id, put } = poisoned.broken
  const tenantId = a.config.tenantId
  expect(await failedAbout(id)).toMatchObject({ consumer: 'fulfilment', tenantId, type: 'OrderPlaced' })
  const at = { S: new Date().toISOString() }
  const whole = { createdAt: at, updatedAt: at, currency: { S: 'USD' }, version: { N: '1' } }
  await put({ ...whole, status: { S: 'placed' }, lines: { L: [] } })
  await failedAbout(poisoned.foreign.id)
  await failedAbout(poisoned.forged.id)
  expect(await operator.post('/failed-messages/redrive?consumer=fulfilment', {})).toMatchObject({ status: 202 })
  await fulfilled(a, id)
})

test("a tenant's session can neither put the event on the bus nor send to the queue", async () => {
  const credentials = await vendedSession(system.endpoints, a.token)
  const bus = new EventBridgeClient({ ...admin(), credentials })
  const denied = { name: 'AccessDeniedException' }
  await expect(bus.send(putEvent(b.config.tenantId, 'ord_x'))).rejects.toMatchObject(denied)
  const url = { QueueName: 'tenantry-fulfilment' }
  const { QueueUrl } = await new SQSClient(admin()).send(new GetQueueUrlCommand(url))
  const sqs = new SQSClient({ ...admin(), credentials })
  const message = new SendMessageCommand({ QueueUrl, MessageBody: '{}' })
  await expect(sqs.send(message)).rejects.toMatchObject(denied)
  // The administrator's message arrives, and is not an event.
  await new SQSClient(admin()).send(message)
})

/** An event type that no service announces. */
const OF_PEOPLE = 'sbt_aws_tenantUserCreated'

/** An entry of the outbox that has waited for two minutes. */
async function leave(partition: string, id: string, entry: { type: string; detail: Record<string, AttributeValue> }) {
  const since = new Date(Date.now() - 120_000).toISOString()
  const key = { partition: { S: partition }, id: { S: id } }
  const waiting = { outbox: { S: 'waiting-3' }, waitingSince: { S: since } }
  const Item = { ...key, ...waiting, type: { S: entry.type }, detail: { M: entry.detail } }
  await dynamodb.send(new PutItemCommand({ TableName: table('Outbox'), Item }))
  const read = async () => (await dynamodb.send(new GetItemCommand({ TableName: table('Outbox'), Key: key }))).Item
  // The sweeper finds it by an index, which shows it after a moment; it may already have been swept.
  await eventually('the index to show the entry', async () => {
    const { Items = [] } = await dynamodb.send(
      new QueryCommand({
        TableName: table('Outbox'),
        IndexName: WAITING_INDEX,
        KeyConditionExpression: 'outbox = :outbox',
        ExpressionAttributeValues: { ':outbox': waiting.outbox },
      }),
    )
    return Items.some((item) => item.id?.S === id && item.partition?.S === partition) || !(await read())
  })
  return { since, read, remove: () => dynamodb.send(new DeleteItemCommand({ TableName: table('Outbox'), Key: key })) }
}

test('what a crash left in the outbox is published by the sweeper, and deleted under a session of its tenant', async () => {
  const id = entityId('ord', Date.now(), 0, '0123456789ac')
  const key = { shardId: { S: `${a.config.tenantId}-0` }, id: { S: id } }
  const at = { S: new Date().toISOString() }
  const order = { createdAt: at, updatedAt: at, currency: { S: 'USD' }, version: { N: '1' }, lines: { L: [] } }
  const Item = { ...key, ...order, name: { S: 'Left' }, status: { S: 'placed' } }
  await dynamodb.send(new PutItemCommand({ TableName: table('OrdersTable'), Item }))
  const placed = { type: 'OrderPlaced', detail: { orderId: { S: id } } }
  const left = await leave(outboxPartition(a.config.tenantId, 'OrderPlaced', 0), 'left', placed)
  // A service's event under a key of people's events is not believed, and holds up no other entry.
  const poison = await leave(outboxPartition(b.config.tenantId, OF_PEOPLE, 0), 'poison', placed)

  expect(await sweep()).toEqual({ batchItemFailures: [] })
  await fulfilled(a, id)
  expect(await left.read()).toBeUndefined()
  const { waitingSince, attempts } = (await poison.read()) ?? {}
  expect(Date.parse(waitingSince?.S ?? '')).toBeGreaterThan(Date.parse(poison.since))
  expect(attempts).toEqual({ N: '1' })
  await poison.remove()
})

test("a service's session adds to its tenant's own outbox and deletes there, under its own event types alone, and reads nothing of it", async () => {
  const credentials = await vendedSession(system.endpoints, a.token)
  const mine = new DynamoDBClient({ ...admin(), credentials })
  const TableName = table('Outbox')
  const item = (tenant: Tenant, type = 'OrderPlaced') => ({
    partition: { S: outboxPartition(tenant.config.tenantId, type, 0) },
    id: { S: 'probe' },
  })
  const denied = { name: 'AccessDeniedException' }
  await mine.send(new PutItemCommand({ TableName, Item: item(a) }))
  await expect(mine.send(new GetItemCommand({ TableName, Key: item(a) }))).rejects.toMatchObject(denied)
  await mine.send(new DeleteItemCommand({ TableName, Key: item(a) }))
  for (const other of [item(b), item(a, OF_PEOPLE)]) {
    await expect(mine.send(new PutItemCommand({ TableName, Item: other }))).rejects.toMatchObject(denied)
    await expect(mine.send(new DeleteItemCommand({ TableName, Key: other }))).rejects.toMatchObject(denied)
  }
})

test('strangers see no failed messages, and a page has at least one', async () => {
  const stranger = client(system.endpoints.controlPlaneApi)
  expect(await stranger.get('/failed-messages')).toMatchObject({ status: 401 })
  expect(await operator.get('/failed-messages?limit=0')).toMatchObject({ status: 400, body: { field: 'limit' } })
})

test('of all functions only orders, its worker and the outbox sweeper may put the event on the bus, and only the rule may send to the queue', async () => {
  const { directory } = await assembly(ROOT, process.env)
  const resources = readdirSync(directory)
    .filter((file) => file.endsWith('.template.json'))
    .flatMap((file) => Object.entries<Resource>(JSON.parse(readFileSync(join(directory, file), 'utf8')).Resources))
  const granting = (what: string) =>
    resources
      .filter(
        ([, { Type, Properties }]) =>
          /^AWS::IAM::(Policy|Role)$/.test(Type) && JSON.stringify(Properties).includes(what),
      )
      .map(([id]) => id.replace(/Role(DefaultPolicy)?\w+$/, ''))
      .sort()
  // The worker sends what it gets for a tenant that has moved on to where that tenant is served.
  expect(granting('"OrderPlaced"')).toEqual(['FulfilmentWorker', 'Orders', 'OutboxSweeper'])
  // For a redrive, which moves what was in the queue before.
  expect(granting('"sqs:SendMessage"')).toEqual(['FailedMessages'])
  const policies = resources.filter(([, { Type }]) => Type === 'AWS::SQS::QueuePolicy')
  expect(policies.length).toBeGreaterThan(0)
  const allowing = policies.flatMap(([, { Properties }]) =>
    Properties.PolicyDocument.Statement.filter(({ Effect }) => Effect === 'Allow'),
  )
  const isOfBucket = ({ Principal }: Statement) => isDeepStrictEqual(Principal, { Service: 's3.amazonaws.com' })
  // Usage is told of by its bucket alone, to one queue.
  expect(allowing.filter(isOfBucket).map(({ Condition }) => JSON.stringify(Condition))).toEqual([
    expect.stringMatching(/:s3:::tenantry-usage-.*aws:SourceAccount/),
  ])
  for (const statement of allowing.filter((one) => !isOfBucket(one))) {
    const sources = statement.Condition?.ArnEquals?.['aws:SourceArn'] ?? []
    expect(statement.Principal).toEqual({ Service: 'events.amazonaws.com' })
    expect(sources.length).toBeGreaterThan(0)
    for (const source of sources)
      expect(source).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/(Rule|Schedule)/), 'Arn'] })
  }
})

interface Resource {
  Type: string
  Properties: { PolicyDocument: { Statement: Statement[] } }
}
interface Statement {
  Effect: string
  Principal?: object
  Condition?: { ArnEquals?: { 'aws:SourceArn'?: object[] } }
}
