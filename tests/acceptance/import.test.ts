import {
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import type { ExportManifest } from '@tenantry/contracts/exports.ts'
import { beforeAll, expect, test } from 'vitest'
import { account } from '../privilege/account.ts'
import { atMostEvery } from '../support/at-most-every.ts'
import type { Answer, Client } from './client.ts'
import { eventually } from './eventually.ts'
import { askConfig, firstSignIn, joinTenant, onboard, type Tenant } from './onboarding.ts'
import { operatorClient } from './operator-client.ts'
import { useOwnSystem, useSystem } from './system.ts'

// A tenant goes from one deployment to another one, of which it knows nothing: its export's files are copied, and it is made from them.

const here = useSystem()
// Of its own: it is the other deployment, where the tenant's id was never seen, and minutes pass in it.
const there = useOwnSystem()
let acme: Tenant
let operator: Client
let manifest: ExportManifest
/** What people saw before the tenant left. */
let before: Record<string, Answer['body'][]>

const LISTS = ['/products', '/orders', '/users']
const tenantOf = () => manifest.tenant.tenantId

const listed = async (api: Client) =>
  Object.fromEntries(await Promise.all(LISTS.map(async (path) => [path, (await api.get(path)).body.items])))

async function bucketOf({ endpoints }: { endpoints: Endpoints }) {
  const s3 = new S3Client({ ...account(endpoints), forcePathStyle: true })
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}))
  const Bucket = Buckets.find(({ Name = '' }) => /exports/i.test(Name))?.Name
  if (!Bucket) throw new Error('No bucket is named exports')
  return { s3, Bucket }
}

/** Copies the files of the export under their keys, as `aws s3 cp --recursive` does; `change` is made to their text. */
async function copyExport(change: (text: string) => string = (text) => text): Promise<void> {
  const [from, to] = await Promise.all([bucketOf(here), bucketOf(there)])
  const Prefix = `${tenantOf()}/${manifest.exportId}/`
  const { Contents = [] } = await from.s3.send(new ListObjectsV2Command({ Bucket: from.Bucket, Prefix }))
  expect(Contents).toHaveLength(manifest.files.length + 1)
  for (const { Key = '' } of Contents) {
    const { Body } = await from.s3.send(new GetObjectCommand({ Bucket: from.Bucket, Key }))
    const text = (await Body?.transformToString()) ?? ''
    await to.s3.send(new PutObjectCommand({ Bucket: to.Bucket, Key, Body: change(text) }))
  }
}

/** Lets time pass there, so slowly that the operator's session lasts. Triggers have five seconds: while people come, it passes more slowly. */
const passing = (seconds: number) => atMostEvery(1000, () => there.leap(seconds))

/** Waits until a workflow of the tenant is over. */
async function workflowOver(operators: Client, tenantId: string, workflowId: string): Promise<Answer['body']> {
  const pass = passing(5)
  return eventually('the workflow to end', async () => {
    pass()
    const { body } = await operators.get(`/tenants/${tenantId}/workflows/${workflowId}`)
    return body.status !== 'running' && body
  })
}

async function exported(operators: Client, tenantId: string): Promise<ExportManifest> {
  const { body } = await operators.post(`/tenants/${tenantId}/export`, undefined)
  const workflow = await workflowOver(operators, tenantId, body.workflowId)
  expect(workflow.status, JSON.stringify(workflow)).toBe('done')
  return workflow.manifest
}

const ask = (tenantName: string, tier = 'Basic') => {
  const fromExport = { tenantId: tenantOf(), exportId: manifest.exportId }
  return operator.post('/tenants', { tenantName, email: 'ada@acme.example', tier, fromExport })
}

/** Asks for the tenant, approves it where its tier wants that, and answers it once its workflow is over. */
async function imported(tier?: string) {
  const { status, body } = await ask('Acme', tier)
  expect({ status, tenantId: body.tenantId }, JSON.stringify(body)).toEqual({ status: 202, tenantId: tenantOf() })
  if (body.status === 'awaiting-approval') await operator.post(`/tenants/${tenantOf()}/approve`, undefined)
  const pass = passing(1)
  return eventually('the import to end', async () => {
    pass()
    const tenant = (await operator.get(`/tenants/${tenantOf()}`)).body
    return tenant.status !== 'provisioning' && tenant
  })
}

beforeAll(async () => {
  const name = `Acme ${crypto.randomUUID()}`
  acme = await onboard(here.endpoints, name, 'ada@acme.example', 'Premium')
  const { api } = acme
  const lamp = { name: 'Lamp', sku: 'L-1', price: 5, category: 'light', stock: 9 }
  const { body: product } = await api.post('/products', lamp)
  for (let n = 2; n < 9; n++) await api.post('/products', { ...lamp, sku: `L-${n}` })
  await api.post('/orders', { lines: [{ productId: product.id, quantity: 2 }] })
  await joinTenant(here.endpoints, acme, 'bob@acme.example', 'TenantUser')
  await eventually('the order to be fulfilled', async () =>
    (await api.get('/orders')).body.items.every(({ status }: { status: string }) => status === 'fulfilled'),
  )
  before = await listed(api)
  manifest = await exported(operatorClient(here), acme.config.tenantId)
  operator = operatorClient(there)
})

test('an import whose files are damaged says so, and leaves nothing', async () => {
  await copyExport((text) => text.replace('Lamp', 'Limp'))
  const failed = await imported()
  expect(failed).toMatchObject({ status: 'failed', apiKey: null })
  expect(failed.failure).toMatch(/is not what its manifest says/)
  expect((await operator.get(`/tenants/${tenantOf()}/people`)).body.items).toEqual([])
})

test('the tenant is made in the other deployment: data under the same ids, people with their roles, counts as the manifest says', async () => {
  expect(await ask('Acme again')).toMatchObject({ status: 409, body: { field: 'fromExport.tenantId' } })
  // Its name and its id are free again once it is deleted.
  expect((await operator.delete(`/tenants/${tenantOf()}`)).status).toBe(202)
  await copyExport()
  const tenant = await imported()
  expect(tenant, tenant.failure).toMatchObject({ status: 'active', shards: manifest.tenant.shards })
  const { body: config } = await askConfig(there.endpoints, 'Acme')
  const enter = async (email: string) => (await firstSignIn(there.endpoints, config, email)).api
  const ada = await enter('ada@acme.example')
  await eventually('the directory to open', async () => (await ada.get('/me')).status === 200)
  const after = await listed(ada)
  expect(after['/products']).toEqual(before['/products'])
  expect(after['/orders']).toEqual(before['/orders'])
  const facts = ({ email, role, state }: Answer['body']) => `${email} ${role} ${state}`
  expect(after['/users']?.map(facts).toSorted()).toEqual(before['/users']?.map(facts).toSorted())
  const bob = await enter('bob@acme.example')
  expect((await bob.get('/me')).body).toMatchObject({ tenantId: tenantOf(), role: 'TenantUser' })
  expect((await bob.get('/products')).body.items).toHaveLength(8)
  const { stores } = await exported(operator, tenantOf())
  expect(stores).toMatchObject({
    products: manifest.stores.products,
    orders: { items: manifest.stores.orders?.items },
    memberships: { items: 2 },
  })
})

test('the history says where the tenant comes from', async () => {
  const { body } = await operator.get(`/tenants/${tenantOf()}/history?limit=100`)
  const registered = body.items.filter(({ change }: { change: string }) => change === 'registered')
  expect(registered).toMatchObject([{ reason: `From the export ${manifest.exportId}` }, { from: null }])
})

test('what was deleted comes back into a silo of its own', async () => {
  const { body } = await operator.delete(`/tenants/${tenantOf()}?graceDays=0`)
  expect(await workflowOver(operator, tenantOf(), body.workflowId)).toMatchObject({ status: 'done' })
  const tenant = await imported('Platinum')
  expect(tenant, tenant.failure).toMatchObject({ status: 'active', deployment: { kind: 'silo', identity: 'own' } })
  const { stores } = await exported(operator, tenantOf())
  expect(stores).toMatchObject({ products: manifest.stores.products, memberships: { items: 2 } })
})
