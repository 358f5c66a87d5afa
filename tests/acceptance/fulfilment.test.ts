import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { ROOT } from '@tenantry/cli/root.ts'
import { assembly } from '@tenantry/cli/system/assembly.ts'
import { entityId } from '@tenantry/contracts/ids.ts'
import { beforeAll, expect, test } from 'vitest'
import { type Client, client } from './client.ts'
import { eventually } from './eventually.ts'
import { onboard, type Tenant } from './onboarding.ts'
import { signInByAmplify } from './person.ts'
import { useSystem } from './system.ts'
import { vendedSession } from './vended-session.ts'

// Work without a request: from an order to its fulfilment by outbox, bus and queue, and what stands in the way of a forged tenant.
const system = useSystem()
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

beforeAll(async () => {
  const { endpoints } = system
  a = await onboard(endpoints, 'Fulfilment A', 'a@fulfilment.example')
  b = await onboard(endpoints, 'Fulfilment B', 'b@fulfilment.example')
  const { username, password, ...pool } = endpoints.operator
  operator = client(endpoints.controlPlaneApi, await signInByAmplify(endpoints, pool, { email: username, password }))
  dynamodb = new DynamoDBClient(admin())
  tables = (await dynamodb.send(new ListTablesCommand({}))).TableNames ?? []
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
    const { body } = await operator.get('/failed-messages?limit=100')
    return body.items.find(({ subject }: { subject: string | null }) => subject === orderId)
  })
async function sweep() {
  const lambda = new LambdaClient(admin())
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}))
  const sweeper = Functions.find(({ FunctionName }) => FunctionName?.includes('app-plane-OutboxSweeper'))
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: sweeper?.FunctionName }))
  return JSON.parse(new TextDecoder().decode(Payload))
}
const putEvent = (detail: object) =>
  new PutEventsCommand({
    Entries: [
      {
        EventBusName: 'tenantry',
        Source: 'tenantry.shop',
        DetailType: 'OrderPlaced',
        Detail: JSON.stringify(detail),
      },
    ],
  })

test('an order that was placed is fulfilled, and leaves nothing in the outbox', async () => {
  const order = await placeOrder(a)
  const body = await fulfilled(a, order.id)
  expect(body).toMatchObject({ total: order.total, lines: order.lines })
  const Key = { shardId: { S: `${a.config.tenantId}-0` }, id: { S: order.id } }
  expect((await dynamodb.send(new GetItemCommand({ TableName: table('Outbox'), Key }))).Item).toBeUndefined()
})

test('people cannot fulfil an order themselves', async () => {
  const order = await placeOrder(a)
  const lines = [{ productId: order.lines[0].productId, quantity: 1 }]
  const answer = await a.api.put(`/orders/${order.id}`, { name: 'Desk', lines, status: 'fulfilled' })
  expect(answer).toMatchObject({ status: 400, body: { field: 'status' } })
})

test('an event that was told twice fulfils once', async () => {
  const order = await placeOrder(a)
  const first = await fulfilled(a, order.id)
  await new EventBridgeClient(admin()).send(putEvent({ tenantId: a.config.tenantId, orderId: order.id }))
  const later = await placeOrder(a)
  await fulfilled(a, later.id)
  expect((await a.api.get(`/orders/${order.id}`)).body).toEqual(first)
})

test('a poisoned message ends among the failed ones, names its tenant, and a redrive fulfils it once the cause is gone', async () => {
  const id = entityId('order', Date.now(), 0, '0123456789ab')
  const at = new Date().toISOString()
  const key = { shardId: { S: `${a.config.tenantId}-0` }, id: { S: id } }
  const put = (more: object) =>
    dynamodb.send(
      new PutItemCommand({ TableName: table('OrdersTable'), Item: { ...key, name: { S: 'Broken' }, ...more } }),
    )
  await put({})
  await new EventBridgeClient(admin()).send(putEvent({ tenantId: a.config.tenantId, orderId: id }))
  expect(await failedAbout(id)).toMatchObject({ tenantId: a.config.tenantId, type: 'OrderPlaced' })

  const whole = { createdAt: { S: at }, updatedAt: { S: at }, currency: { S: 'USD' }, version: { N: '1' } }
  await put({ ...whole, status: { S: 'placed' }, lines: { L: [] } })
  expect(await operator.post('/failed-messages/redrive', {})).toMatchObject({ status: 202 })
  await fulfilled(a, id)
})

test("an event that names another tenant than the order's is refused, and the order stays as it is", async () => {
  const order = await placeOrder(b)
  const before = await fulfilled(b, order.id)
  await new EventBridgeClient(admin()).send(putEvent({ tenantId: a.config.tenantId, orderId: order.id }))
  expect(await failedAbout(order.id)).toMatchObject({ tenantId: a.config.tenantId })
  expect((await b.api.get(`/orders/${order.id}`)).body).toEqual(before)
  expect(await a.api.get(`/orders/${order.id}`)).toMatchObject({ status: 404 })
})

test("a tenant's session can neither put the event on the bus nor send to the queue", async () => {
  const credentials = await vendedSession(system.endpoints, a.token)
  const detail = { tenantId: b.config.tenantId, orderId: 'ord_x' }
  const bus = new EventBridgeClient({ ...admin(), credentials })
  await expect(bus.send(putEvent(detail))).rejects.toMatchObject({ name: 'AccessDeniedException' })
  const Name = '/tenantry/pool/fulfilment-queue-arn'
  const { Parameter } = await new SSMClient(admin()).send(new GetParameterCommand({ Name }))
  const [, , , , account, queue] = Parameter?.Value?.split(':') ?? []
  const QueueUrl = `${system.endpoints.aws}/${account}/${queue}`
  const sqs = new SQSClient({ ...admin(), credentials })
  const message = new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ detail }) })
  await expect(sqs.send(message)).rejects.toMatchObject({ name: 'AccessDeniedException' })
  // The administrator's message arrives, and is no event of ours.
  await new SQSClient(admin()).send(message)
})

test('what a crash left in an outbox is told by the sweeper, and taken away under a session of its tenant', async () => {
  const id = entityId('order', Date.now(), 0, '0123456789ac')
  const key = { shardId: { S: `${a.config.tenantId}-0` }, id: { S: id } }
  const at = { S: new Date(Date.now() - 120_000).toISOString() }
  const order = { createdAt: at, updatedAt: at, currency: { S: 'USD' }, version: { N: '1' }, lines: { L: [] } }
  const Item = { ...key, ...order, name: { S: 'Left' }, status: { S: 'placed' } }
  await dynamodb.send(new PutItemCommand({ TableName: table('OrdersTable'), Item }))
  const waiting = { outbox: { S: 'waiting' }, waitingSince: at, type: { S: 'OrderPlaced' }, detail: { M: {} } }
  await dynamodb.send(new PutItemCommand({ TableName: table('Outbox'), Item: { ...key, ...waiting } }))
  await dynamodb.send(
    new PutItemCommand({
      TableName: table('MembershipsTable'),
      Item: { tenantId: { S: b.config.tenantId }, userId: { S: 'outbox#left' }, ...waiting },
    }),
  )

  expect(await sweep()).toMatchObject({ errorMessage: 'Not everything could leave the outboxes' })
  await fulfilled(a, id)
  const left = async (name: string, Key: PutItemCommand['input']['Item']) =>
    (await dynamodb.send(new GetItemCommand({ TableName: table(name), Key }))).Item
  expect(await left('Outbox', key)).toBeUndefined()
  // An entry that tells of nothing that memberships tell of holds up no other, and is put behind them.
  const poison = { tenantId: { S: b.config.tenantId }, userId: { S: 'outbox#left' } }
  const { waitingSince } = (await left('MembershipsTable', poison)) ?? {}
  expect(Date.parse(waitingSince?.S ?? '')).toBeGreaterThan(Date.parse(at.S))
  await dynamodb.send(new DeleteItemCommand({ TableName: table('MembershipsTable'), Key: poison }))
})

test("a tenant's session puts into its own outbox and takes away there alone, and reads nothing of it", async () => {
  const credentials = await vendedSession(system.endpoints, a.token)
  const mine = new DynamoDBClient({ ...admin(), credentials })
  const TableName = table('Outbox')
  const item = (tenant: Tenant) => ({ shardId: { S: `${tenant.config.tenantId}-0` }, id: { S: 'probe' } })
  const denied = { name: 'AccessDeniedException' }
  await mine.send(new PutItemCommand({ TableName, Item: item(a) }))
  await expect(mine.send(new GetItemCommand({ TableName, Key: item(a) }))).rejects.toMatchObject(denied)
  await mine.send(new DeleteItemCommand({ TableName, Key: item(a) }))
  await expect(mine.send(new PutItemCommand({ TableName, Item: item(b) }))).rejects.toMatchObject(denied)
  await expect(mine.send(new DeleteItemCommand({ TableName, Key: item(b) }))).rejects.toMatchObject(denied)
})

test('strangers see no failed messages, and a page has at least one', async () => {
  const stranger = client(system.endpoints.controlPlaneApi)
  expect(await stranger.get('/failed-messages')).toMatchObject({ status: 401 })
  expect(await operator.get('/failed-messages?limit=0')).toMatchObject({ status: 400, body: { field: 'limit' } })
})

test('of all functions only orders and the outbox sweeper may put the event on the bus, and only the rule may send to the queue', async () => {
  const { directory } = await assembly(ROOT, process.env)
  const resources = readdirSync(directory)
    .filter((file) => file.endsWith('.template.json'))
    .flatMap((file) => Object.entries<Resource>(JSON.parse(readFileSync(join(directory, file), 'utf8')).Resources))
  const granting = (what: string) =>
    resources
      .filter(([, { Type, Properties }]) => Type === 'AWS::IAM::Policy' && JSON.stringify(Properties).includes(what))
      .map(([id]) => id.replace(/RoleDefaultPolicy\w+$/, ''))
      .sort()
  expect(granting('"tenantry.shop"')).toEqual(['Orders', 'OutboxSweeper'])
  // For a redrive, which moves what was in the queue before.
  expect(granting('"sqs:SendMessage"')).toEqual(['FailedMessages'])
  const policies = resources.filter(([, { Type }]) => Type === 'AWS::SQS::QueuePolicy')
  expect(policies).toHaveLength(2)
  for (const [, { Properties }] of policies) {
    const allowing = Properties.PolicyDocument.Statement.filter(({ Effect }) => Effect === 'Allow')
    expect(allowing).toMatchObject([
      {
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [expect.stringMatching(/^OrderPlaced/), 'Arn'] } } },
      },
    ])
  }
})

interface Resource {
  Type: string
  Properties: { PolicyDocument: { Statement: { Effect: string }[] } }
}
