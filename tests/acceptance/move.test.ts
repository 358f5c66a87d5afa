import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { DynamoDBClient, ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import type { DeletionReport } from '@tenantry/contracts/deletion-report.ts'
import { PROPAGATION_SECONDS } from '@tenantry/contracts/timing.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Client, client } from './client.ts'
import { eventually } from './eventually.ts'
import { type MovingShop, movingShop } from './moving-shop.ts'
import { onboard, type Tenant } from './onboarding.ts'
import { operatorClient } from './operator-client.ts'
import { signIn } from './person.ts'
import { freshSystem } from './system.ts'

// A tenant moves between the pool and a silo while its people sell and order. The system is this file's: its time leaps.
let system: Awaited<ReturnType<typeof freshSystem>>
let operator: Client
let acme: Tenant
let shop: MovingShop

beforeAll(async () => {
  system = await freshSystem()
  operator = operatorClient(system)
  acme = await onboard(system.endpoints, 'Acme', 'ada@acme.example')
  shop = movingShop(system.endpoints, acme)
  await shop.open()
})
afterAll(() => system.close())

const path = () => `/tenants/${acme.config.tenantId}`
const workflow = async (id: string) => (await operator.get(`${path()}/workflows/${id}`)).body
type Step = { name: string; status: string }

/** How often S passes in steps that wait until everybody has heard of something: time that leaps under work is taken for its own. */
const LEAPS: Record<string, number> = { copy: 2, settle: 2, 'settle-quota': 2, 'clean-up': 2, compensate: 2 }
/** What is under way gets so long between two leaps. */
const LEAP_APART_MS = 3000

/** Follows a workflow until it has this status; where it waits for S, time leaps between two calls of the shop. */
async function comesTo(id: string, wanted: string) {
  const leaps: Record<string, number> = {}
  let last = Date.now()
  return eventually(`the move to be ${wanted}`, async () => {
    const found = await workflow(id)
    const { name = '' } = found.steps.find(({ status }: Step) => status === 'running') ?? {}
    if ((leaps[name] ?? 0) < (LEAPS[name] ?? 0) && Date.now() > last + LEAP_APART_MS) {
      last = Date.now()
      leaps[name] = (leaps[name] ?? 0) + 1
      await shop.between(() => system.leap(PROPAGATION_SECONDS))
    }
    if (found.status === 'failed' && wanted !== 'failed') throw new Error(JSON.stringify(found))
    return found.status === wanted && found
  })
}

async function change(tier: string): Promise<string> {
  const { status, body } = await operator.post(`${path()}/change-tier`, { tier, force: true })
  expect({ status, body }).toMatchObject({ status: 202 })
  return body.workflowId
}

/** Items of the tenant's entities in the tables of the pool. */
async function leftInPool(): Promise<number> {
  const { aws: endpoint, region, credentials } = system.endpoints
  const db = new DynamoDBClient({ endpoint, region, credentials })
  const { TableNames = [] } = await db.send(new ListTablesCommand({}))
  const tables = TableNames.filter((name) => /app-plane-(Products|Orders)Table/.test(name))
  const counts = await Promise.all(
    tables.map(async (TableName) => (await db.send(new ScanCommand({ TableName, Select: 'COUNT' }))).Count ?? 0),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}

test('a tenant moves into a silo while its people sell and order, and nothing that was acknowledged is lost', async () => {
  const selling = shop.keepSelling()
  const id = await change('Platinum')
  await comesTo(id, 'waiting')
  const { readFailures } = await selling.stop()
  expect(readFailures).toEqual([])
  const { deployment, tier } = (await operator.get(path())).body
  expect({ deployment, tier }).toMatchObject({ tier: 'Platinum', deployment: { kind: 'silo', identity: 'shared' } })

  expect(await shop.lost()).toEqual([])
  await eventually('all orders to be fulfilled', async () => {
    system.leap(1)
    return (await shop.unfulfilled()).length === 0
  })
  expect(await acme.api.get('/products')).toMatchObject({ status: 403, body: { code: 'TENANT_MOVED' } })

  expect((await operator.post(`${path()}/workflows/${id}/confirm`, undefined)).status).toBe(202)
  await comesTo(id, 'done')
  expect(await leftInPool()).toBe(0)
  expect(await shop.lost()).toEqual([])
})

test('a move back to the pool that is undone brings back what was written there', async () => {
  const id = await change('Basic')
  await comesTo(id, 'waiting')
  const selling = shop.keepSelling()
  await eventually('sales in the pool', async () => selling.sold() > 3)
  expect((await operator.post(`${path()}/workflows/${id}/undo`, undefined)).status).toBe(202)
  await comesTo(id, 'undone')
  await selling.stop()
  expect((await operator.get(path())).body).toMatchObject({ tier: 'Platinum', deployment: { kind: 'silo' } })
  expect(await shop.lost()).toEqual([])
  expect(await leftInPool()).toBe(0)
})

test('in its silo, its admin exports its data by functions of the pool, and another tier of silos serves it at once', async () => {
  // Time has leapt: the token is new.
  const { config, email, password } = acme
  const token = await signIn(system.endpoints, config, { email, password, tenantId: config.tenantId })
  const api = client((await operator.get(path())).body.deployment.apiUrl, token)
  const { status, body } = await api.post('/exports', undefined)
  expect({ status, body }).toMatchObject({ status: 202 })
  const { manifest } = await eventually('the export', async () => {
    const { items } = (await api.get('/exports')).body
    return items.find((one: { id: string; manifest: object | null }) => one.id === body.id && one.manifest)
  })
  expect(manifest.stores.products.items).toBeGreaterThan(0)

  const limits = { rate: 40, burst: 40, quota: 100_000, shards: 8 }
  const tier = { name: 'Diamond', deployment: 'silo', ...limits, approval: false, priceCents: 0 }
  expect((await operator.post('/tiers', tier)).status).toBe(201)
  const id = await change('Diamond')
  const answers = new Set<number>()
  await eventually('the change to be done', async () => {
    answers.add((await api.get('/products')).status)
    return (await workflow(id)).steps.some(({ name, status }: Step) => name === 'settle-quota' && status === 'running')
  })
  await comesTo(id, 'done')
  answers.add((await api.get('/products')).status)
  expect([...answers]).toEqual([200])
  expect((await operator.get(path())).body).toMatchObject({ tier: 'Diamond', deployment: { kind: 'silo' } })
})

test('when the tenant leaves, its silo goes, and its people leave the pool', async () => {
  const { status, body } = await operator.delete(`${path()}?graceDays=0`)
  expect({ status, body }).toMatchObject({ status: 202 })
  const { report } = (await comesTo(body.workflowId, 'done')) as { report: DeletionReport }
  const people = report.stores.memberships?.before ?? 0
  expect(people).toBeGreaterThan(0)
  expect(report).toMatchObject({
    stores: { memberships: { after: 0 }, products: { after: 0 }, orders: { after: 0 } },
    controlPlane: { people: { before: people, after: 0 } },
    people: { members: people, accounts: people },
    silo: { resources: { 'AWS::ApiGateway::RestApi': 1 } },
  })
  expect(report.stores.products?.before).toBeGreaterThan(0)
  const { aws: endpoint, region, credentials } = system.endpoints
  const formation = new CloudFormationClient({ endpoint, region, credentials })
  await expect(formation.send(new DescribeStacksCommand({ StackName: report.silo?.stack }))).rejects.toThrow(
    'does not exist',
  )
})
