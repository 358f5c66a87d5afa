import {
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { shardKey, shardOfId } from '@tenantry/contracts/ids.ts'
import { SLOTS, slotName } from '@tenantry/contracts/service/slots.ts'
import { beforeAll, expect, test } from 'vitest'
import { eventually } from './eventually.ts'
import { onboard, type Tenant } from './onboarding.ts'
import { useSystem } from './system.ts'
import { vendedSession } from './vended-session.ts'

// What a thief could do to lists with a tenant's own session: indexes are bound to the tenant as their tables are.
const system = useSystem()
const run = Date.now().toString(36)
const admin = () => ({
  endpoint: system.endpoints.aws,
  region: system.endpoints.region,
  credentials: system.endpoints.credentials,
})
let a: Tenant
let b: Tenant
let productsTable: string
let asA: DynamoDBClient

beforeAll(async () => {
  a = await onboard(system.endpoints, `Lists A ${run}`, `a-${run}@list-isolation.example`, 'Standard')
  b = await onboard(system.endpoints, `Lists B ${run}`, `b-${run}@list-isolation.example`)
  const { TableNames = [] } = await new DynamoDBClient(admin()).send(new ListTablesCommand({}))
  productsTable = TableNames.find((name) => name.includes('ProductsTable')) ?? ''
  asA = new DynamoDBClient({ ...admin(), credentials: await vendedSession(system.endpoints, a.token) })
})

const shardOf = (tenant: Tenant) => ({ S: `${tenant.config.tenantId}-0` })
const denied = (action: string) => ({
  name: 'AccessDeniedException',
  message: expect.stringMatching(
    new RegExp(
      `^User: arn:aws:sts::\\d+:assumed-role/[\\w-]+/${a.config.tenantId} is not authorized to perform: ${action} on resource: arn:aws:dynamodb:`,
    ),
  ),
})

test.each(SLOTS.map(slotName))(
  "a session reads its own entries of the index %s, and none of another tenant's",
  async (IndexName) => {
    const query = (shard: { S: string }) =>
      asA.send(
        new QueryCommand({
          TableName: productsTable,
          IndexName,
          KeyConditionExpression: 'shardId = :s',
          ExpressionAttributeValues: { ':s': shard },
        }),
      )
    expect((await query(shardOf(a))).$metadata.httpStatusCode).toBe(200)
    for (const shard of [
      shardOf(b),
      { S: b.config.tenantId },
      { S: `${a.config.tenantId.slice(0, -1)}-0` },
      { S: '*' },
    ]) {
      await expect(query(shard)).rejects.toMatchObject(denied('dynamodb:Query'))
    }
    await expect(asA.send(new ScanCommand({ TableName: productsTable, IndexName }))).rejects.toMatchObject(
      denied('dynamodb:Scan'),
    )
  },
)

test("a session cannot put anything into another tenant's list: an entry is where its item is", async () => {
  const lamp = { name: 'Lamp', sku: 'L', price: 1, category: 'Light', stock: 1 }
  const [ours, theirs] = await Promise.all([a, b].map(async ({ api }) => (await api.post('/products', lamp)).body))
  const list = async ({ api }: Tenant, query: string) => (await api.get(`/products?${query}`)).body.items
  const listsOfB = () => Promise.all(['sort=name', 'sort=price', 'order=asc'].map((query) => list(b, query)))
  const before = await eventually("the product to be in each of its tenant's lists", async () => {
    const lists = await listsOfB()
    return lists.every(({ length }) => length === 1) && lists
  })
  const key = {
    shardId: { S: shardKey(a.config.tenantId, shardOfId('prd', ours.id) ?? 0) },
    id: { S: ours.id },
  }
  const { Item: own } = await asA.send(new GetItemCommand({ TableName: productsTable, Key: key }))
  // Whatever the item says besides its key, it stays under the key of the tenant.
  const forged = {
    ...own,
    id: { S: theirs.id },
    tenantId: { S: b.config.tenantId },
    name: { S: 'Forged' },
    slot1: { S: `\u0000${theirs.id}` },
    slot2: { S: `\u0000${theirs.id}` },
  }
  await asA.send(new PutItemCommand({ TableName: productsTable, Item: forged }))
  await expect(
    asA.send(new PutItemCommand({ TableName: productsTable, Item: { ...forged, shardId: shardOf(b) } })),
  ).rejects.toMatchObject(denied('dynamodb:PutItem'))
  await expect(
    asA.send(
      new UpdateItemCommand({
        TableName: productsTable,
        Key: key,
        UpdateExpression: 'SET shardId = :b',
        ExpressionAttributeValues: { ':b': shardOf(b) },
      }),
    ),
  ).rejects.toMatchObject({ name: 'ValidationException' })

  const mine = await eventually('the forged product to be in the list of its own tenant', async () => {
    const items = await list(a, 'sort=name')
    return items.some(({ name }: { name: string }) => name === 'Forged') && items
  })
  expect(mine[0].name).toBe('Forged')
  expect(await listsOfB()).toEqual(before)
})
