import {
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { beforeAll, expect, test } from 'vitest'
import { onboard, type Tenant } from './onboarding.ts'
import { useSystem } from './system.ts'
import { vendedSession } from './vended-session.ts'

// What a thief could do with a tenant's own session: the evaluator, not the code of a service, is what stands in the way.
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
  a = await onboard(system.endpoints, `Isolation A ${run}`, `a-${run}@isolation.example`, 'Standard')
  b = await onboard(system.endpoints, `Isolation B ${run}`, `b-${run}@isolation.example`)
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

test("a tenant's vended session reads and writes the tenant's own keys", async () => {
  const item = { shardId: shardOf(a), id: { S: 'probe' } }
  await asA.send(new PutItemCommand({ TableName: productsTable, Item: item }))
  expect((await asA.send(new GetItemCommand({ TableName: productsTable, Key: item }))).Item).toEqual(item)
})

test("the same session is refused another tenant's keys", async () => {
  const key = { shardId: shardOf(b), id: { S: 'probe' } }
  await expect(asA.send(new GetItemCommand({ TableName: productsTable, Key: key }))).rejects.toMatchObject(
    denied('dynamodb:GetItem'),
  )
  await expect(asA.send(new PutItemCommand({ TableName: productsTable, Item: key }))).rejects.toMatchObject(
    denied('dynamodb:PutItem'),
  )
  const query = { KeyConditionExpression: 'shardId = :s', ExpressionAttributeValues: { ':s': shardOf(b) } }
  await expect(asA.send(new QueryCommand({ TableName: productsTable, ...query }))).rejects.toMatchObject(
    denied('dynamodb:Query'),
  )
})

test('a scan, which carries no key, is refused', async () => {
  await expect(asA.send(new ScanCommand({ TableName: productsTable }))).rejects.toMatchObject(denied('dynamodb:Scan'))
})

test('a session is named after its tenant in the audit trail', async () => {
  const sts = new STSClient({ ...admin(), credentials: await vendedSession(system.endpoints, b.token) })
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}))
  expect(Arn).toMatch(new RegExp(`/${b.config.tenantId}$`))
})
