import {
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb'
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam'
import { CreateQueueCommand, DeleteQueueCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { DeletionReport } from '@tenantry/contracts/deletion-report.ts'
import { siloStackName } from '@tenantry/contracts/deployment.ts'
import { PROPAGATION_SECONDS } from '@tenantry/contracts/timing.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { atMostEvery } from '../support/at-most-every.ts'
import { type Answer, type Client, client } from './client.ts'
import { eventually } from './eventually.ts'
import { keyOfTenant } from './key-of-tenant.ts'
import { leftOfSilo } from './left-of-silo.ts'
import { firstSignIn, joinTenant, onboard, PASSWORD, type Tenant, type TenantConfig } from './onboarding.ts'
import { operatorClient } from './operator-client.ts'
import { signIn } from './person.ts'
import { roleCredentials } from './role-credentials.ts'
import { sharedSilos } from './shared-silo.ts'
import { freshSystem } from './system.ts'
import { usageLines } from './usage-files.ts'

// A tenant with resources of its own: approved by an operator, made by CloudFormation, and served by its own API, tables and user pool.
let system: Awaited<ReturnType<typeof freshSystem>>
let operator: Client
let pooled: Tenant
let acme: Tenant

beforeAll(async () => {
  system = await freshSystem(undefined, {})
  operator = operatorClient(system)
  pooled = await onboard(system.endpoints, 'Pooled', 'ann@pooled.example')
})
afterAll(() => system.close())

/** What is under way gets so long between two leaps: on a busy machine, too, a test must not outlive the sessions that it has. */
const LEAP_APART_MS = 1000
const passing = (seconds: number) => atMostEvery(LEAP_APART_MS, () => system.leap(seconds))

/** Signs a tenant up for Platinum, and has an operator approve it. */
async function register(tenantName: string, email: string): Promise<{ registrationId: string; tenantId: string }> {
  const { status, body } = await operator.post('/tenants', { tenantName, email, tier: 'Platinum' })
  expect({ status, body }).toMatchObject({ status: 202, body: { status: 'awaiting-approval' } })
  expect((await operator.post(`/tenants/${body.tenantId}/approve`, {})).status).toBe(200)
  return body
}

const tenantOf = async (tenantId: string) => (await operator.get(`/tenants/${tenantId}`)).body

test('a Platinum tenant that an operator approves becomes active in a silo of its own', async () => {
  const { tenantId } = await register('Acme', 'ada@acme.example')
  const config = await eventually('Acme to be active', async () => {
    const tenant = await tenantOf(tenantId)
    if (tenant.status === 'failed') throw new Error(tenant.failure)
    const { status, body } = await client(system.endpoints.controlPlaneApi).get('/tenant-config?name=Acme')
    return status === 200 && (body as TenantConfig)
  })
  const { deployment } = await tenantOf(tenantId)
  expect(deployment).toMatchObject({ kind: 'silo', stack: `tenantry-silo-${tenantId}`, identity: 'own' })
  const { apiUrl, userPoolId, clientId } = deployment
  expect(config).toMatchObject({ tenantId, apiUrl, userPoolId, clientId })
  expect(config.apiUrl).toContain(`/${tenantId}/`)
  expect(config.userPoolId).not.toBe(pooled.config.userPoolId)
  const email = 'ada@acme.example'
  acme = { config, email, password: PASSWORD, ...(await firstSignIn(system.endpoints, config, email)) }
})

/** Usage lines have the id of the request, too. */
const isAccess = ({ requestId, route }: Record<string, unknown>, id: unknown) => requestId === id && route !== undefined

test('what is used there, in the pool and in the control plane comes to the bucket of usage', async () => {
  const answers = await Promise.all([acme.api.get('/me'), pooled.api.get('/me'), operator.get('/tenants')])
  const asked = answers.map(({ headers }) => headers.get('x-amzn-requestid'))
  // Firehose delivers after a minute.
  const pass = atMostEvery(5000, () => system.leap(60))
  const lines = await eventually('their lines', async () => {
    pass()
    const found = await usageLines(system.endpoints)
    return asked.every((id) => found.some((line) => isAccess(line, id))) && found
  })
  for (const id of asked) {
    const { functionRequestId, at } = lines.find((line) => isAccess(line, id)) ?? {}
    expect(Number(at)).toBeGreaterThan(Date.now() - 3_600_000)
    const reports = lines.filter(({ record }) => Object(record).requestId === functionRequestId)
    expect(reports.map(({ type }) => type)).toEqual(['platform.report'])
  }
})

test('its people sell and order through its own API, and orders are fulfilled there', async () => {
  const lamp = await acme.api.post('/products', { name: 'Lamp', sku: 'L-1', price: 19.99, category: 'Light', stock: 5 })
  expect(lamp.status).toBe(201)
  const order = await acme.api.post('/orders', { name: 'One', lines: [{ productId: lamp.body.id, quantity: 2 }] })
  expect(order).toMatchObject({ status: 201, body: { status: 'placed' } })
  await eventually(
    'the order to be fulfilled',
    async () => (await acme.api.get(`/orders/${order.body.id}`)).body.status === 'fulfilled',
  )
  const carl = await joinTenant(system.endpoints, acme, 'carl@acme.example', 'TenantUser')
  await eventually('the list', async () => (await carl.api.get('/products')).body.items?.length === 1)
  expect((await carl.api.get('/me')).body).toMatchObject({ email: 'carl@acme.example', tier: 'Platinum' })
})

test('its admin exports its data there, and its people take theirs along and leave', async () => {
  const { tenantId } = acme.config
  const asked = await acme.api.post('/exports', undefined)
  expect(asked.status).toBe(202)
  const { manifest } = await eventually('the export', async () => {
    const { items } = (await acme.api.get('/exports')).body
    return items.find((one: { id: string; manifest: object | null }) => one.id === asked.body.id && one.manifest)
  })
  expect(manifest).toMatchObject({ tenant: { tenantId }, stores: { products: { items: 1 }, orders: { items: 1 } } })
  const link = await acme.api.get(`/exports/${asked.body.id}/link?file=manifest.json`)
  expect(await (await fetch(link.body.url)).json()).toEqual(manifest)

  const email = 'lea@acme.example'
  const { id, api } = await joinTenant(system.endpoints, acme, email, 'TenantUser')
  expect((await api.get('/exports')).status).toBe(403)
  const known = { userId: id, account: { email }, memberships: [{ tenantId, email }], isComplete: true }
  await expect.poll(async () => (await api.get('/me/export')).body).toMatchObject(known)
  expect((await api.get('/me/export')).body.records.map(({ action }: { action: string }) => action)).toContain(
    'person.invited',
  )
  expect((await api.delete('/me')).status).toBe(204)
  expect((await acme.api.get(`/users/${id}`)).status).toBe(404)
  await expect(signIn(system.endpoints, acme.config, { email, password: PASSWORD })).rejects.toThrow()
  await expect.poll(async () => (await operator.get(`/tenants/${tenantId}/people`)).body.items).toHaveLength(2)
})

test('tokens of other places are refused at its API, and its own at theirs', async () => {
  const foreign = client(acme.config.apiUrl, pooled.session)
  for (const path of ['/products', '/users', '/me'])
    expect(await foreign.get(path)).toMatchObject({ status: 401, body: { code: 'UNAUTHORIZED' } })
  expect((await client(pooled.config.apiUrl, acme.session).get('/products')).status).toBe(401)
})

test('its functions reach nothing in the pool but their own entry of the directory', async () => {
  const { Roles = [] } = await new IAMClient(account()).send(new ListRolesCommand({ PathPrefix: '/tenantry/silo/' }))
  expect(Roles.length).toBeGreaterThan(4)
  const { TableNames = [] } = await new DynamoDBClient(account()).send(new ListTablesCommand({}))
  const shared = TableNames.filter((name) => name.startsWith('tenantry-app-plane-'))
  expect(shared.length).toBeGreaterThan(5)
  const sessions = await roleCredentials(
    system.endpoints,
    Roles.map(({ Arn = '' }) => Arn),
  )
  for (const credentials of sessions) {
    const db = new DynamoDBClient({ ...account(), credentials })
    const denied = async (call: Promise<unknown>) => expect(call).rejects.toThrow(/not authorized to perform/)
    for (const TableName of shared) {
      await denied(db.send(new ScanCommand({ TableName })))
      await denied(
        db.send(new PutItemCommand({ TableName, Item: await keyOfTenant(account(), TableName, acme.config.tenantId) })),
      )
      await denied(
        db.send(
          new GetItemCommand({ TableName, Key: await keyOfTenant(account(), TableName, pooled.config.tenantId) }),
        ),
      )
    }
  }
})

test('while the tenant is suspended its people are refused, and its data is there when it comes back', async () => {
  const path = `/tenants/${acme.config.tenantId}`
  expect((await operator.post(`${path}/suspend`, { reason: 'Unpaid' })).status).toBe(200)
  system.leap(PROPAGATION_SECONDS)
  await eventually('a refusal', async () => (await acme.api.get('/products')).body.code === 'TENANT_SUSPENDED')
  expect((await operator.post(`${path}/reactivate`, {})).status).toBe(200)
  system.leap(PROPAGATION_SECONDS)
  await eventually('its data', async () => (await acme.api.get('/products')).body.items?.length === 1)
})

test('a silo that cannot be made leaves nothing, says which resource failed, and can be made again', async () => {
  const { body } = await operator.post('/tenants', {
    tenantName: 'Globex',
    email: 'hank@globex.example',
    tier: 'Platinum',
  })
  const { tenantId } = body
  const path = `/tenants/${tenantId}`
  // Somebody has the name of one of its queues already.
  const sqs = new SQSClient(account())
  const QueueName = `tenantry-silo-${tenantId}-slot-filler`
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName }))
  await operator.post(`${path}/approve`, {})
  const failed = await eventually('the onboarding to fail', async () => {
    const tenant = await tenantOf(tenantId)
    return tenant.status === 'failed' && tenant
  })
  expect(failed.deployment).toEqual({ kind: 'pool' })
  const reason = expect.stringMatching(/SlotFillerQueue\w* \(AWS::SQS::Queue\) failed: .*exists/)
  const [workflow] = (await operator.get(`${path}/workflows`)).body.items
  expect(workflow).toMatchObject({ status: 'failed', error: reason })
  expect((await operator.get(`${path}/history`)).body.items).toContainEqual(expect.objectContaining({ reason }))
  expect(await leftOfSilo(account(), tenantId)).toEqual([QueueName])

  await sqs.send(new DeleteQueueCommand({ QueueUrl }))
  expect((await operator.post(`${path}/retry`, {})).status).toBe(200)
  await eventually('Globex to be active', async () => (await tenantOf(tenantId)).status === 'active')
})

test('a tenant whose people stay in the pool is served by a silo, with the sessions that they have', async () => {
  const { tenantId, userPoolId, clientId } = pooled.config
  const { outputs, deployment } = await sharedSilos(system.endpoints).make(tenantId)
  const person = { email: pooled.email, password: PASSWORD, tenantId }
  const token = await signIn(system.endpoints, pooled.config, person)
  expect(outputs).toMatchObject({ UserPoolId: userPoolId, ClientId: clientId })
  await sharedSilos(system.endpoints).serveFrom(tenantId, deployment, String(outputs.ApiStage))
  system.leap(PROPAGATION_SECONDS)

  const api = client(deployment.apiUrl, token)
  const lamp = { name: 'Lamp', sku: 'L-1', price: 5, category: 'Light', stock: 1 }
  await eventually('the silo to serve', async () => (await api.post('/products', lamp)).status === 201)
  expect((await api.get('/me')).body).toMatchObject({ email: 'ann@pooled.example', tenantId })
  const there = { ...pooled, config: { ...pooled.config, apiUrl: deployment.apiUrl }, api }
  const bob = await joinTenant(system.endpoints, there, 'bob@pooled.example', 'TenantUser')
  expect((await bob.api.get('/me/export')).body).toMatchObject({ userId: bob.id, account: { email: bob.email } })
  expect((await api.get('/exports')).body).toEqual({ items: [], nextCursor: null })
  expect((await bob.api.delete('/me')).status).toBe(204)
  expect((await api.get(`/users/${bob.id}`)).status).toBe(404)
  expect((await pooled.api.get('/products')).status).toBe(403)
  expect((await pooled.api.get('/users')).status).toBe(403)

  const other = await onboard(system.endpoints, 'Other', 'oda@other.example')
  for (const path of ['/products', '/users', '/me', '/me/export', '/exports'])
    expect((await client(deployment.apiUrl, other.token).get(path)).status, path).toBe(403)
})

/** Waits, while time passes, until a workflow of a tenant has ended, and answers it. */
async function ended(tenantId: string, { status, body }: Answer): Promise<Answer['body']> {
  expect(status, JSON.stringify(body)).toBe(202)
  const pass = passing(5)
  return eventually('the workflow to end', async () => {
    pass()
    const workflow = (await operator.get(`/tenants/${tenantId}/workflows/${body.workflowId}`)).body
    return workflow.status !== 'running' && workflow
  })
}

test('it is exported in its silo, and what was deleted afterwards comes back from there', async () => {
  const { tenantId } = acme.config
  const path = `/tenants/${tenantId}`
  const exported = await ended(tenantId, await operator.post(`${path}/export`, undefined))
  expect(exported.manifest?.stores, exported.error).toMatchObject({ products: { items: 1 }, memberships: { items: 2 } })
  const [lamp] = (await acme.api.get('/products')).body.items
  expect((await acme.api.delete(`/products/${lamp.id}`)).status).toBe(204)

  expect((await operator.post(`${path}/suspend`, { reason: 'Restoration' })).status).toBe(200)
  const body = { exportId: exported.workflowId, overwrite: true }
  const restored = await ended(tenantId, await operator.post(`${path}/restore`, body))
  expect(restored, restored.error).toMatchObject({ status: 'done' })
  expect((await operator.post(`${path}/reactivate`, {})).status).toBe(200)
  system.leap(PROPAGATION_SECONDS)
  await eventually('the product', async () => (await acme.api.get(`/products/${lamp.id}`)).status === 200)
})

test('a tenant that leaves takes its silo along, and the report says what was in it', async () => {
  const { tenantId } = acme.config
  const left = await ended(tenantId, await operator.delete(`/tenants/${tenantId}?graceDays=0`))
  expect(left, left.error).toMatchObject({ status: 'done' })
  const { report } = left as { report: DeletionReport }
  expect(report).toMatchObject({
    stores: {
      products: { before: 1, after: 0 },
      memberships: { before: 2, after: 0 },
      directory: { after: 1 },
    },
    controlPlane: { people: { before: 2, after: 0 }, apiKeys: { before: 1, after: 0 } },
    people: { members: 2, accounts: 2 },
    silo: { stack: siloStackName(tenantId), resources: { 'AWS::Cognito::UserPool': 1, 'AWS::ApiGateway::RestApi': 1 } },
  })
  expect(report.silo?.resources['AWS::DynamoDB::GlobalTable']).toBeGreaterThan(5)
  expect(await tenantOf(tenantId)).toMatchObject({ status: 'deleted', apiKey: null })
  expect(await leftOfSilo(account(), tenantId)).toEqual([])
})

const account = () => {
  const { aws: endpoint, region, credentials } = system.endpoints
  return { endpoint, region, credentials }
}
