import { createHash } from 'node:crypto'
import { DynamoDBClient, ListTablesCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import type { DeletionReport } from '@tenantry/contracts/deletion-report.ts'
import type { ExportManifest } from '@tenantry/contracts/exports.ts'
import { UNUSED_TENANT_DAYS } from '@tenantry/contracts/timing.ts'
import { beforeAll, expect, test } from 'vitest'
import { account } from '../privilege/account.ts'
import { atMostEvery } from '../support/at-most-every.ts'
import type { Answer, Client } from './client.ts'
import { askConfig, joinTenant, mailTo, onboard, register, type Tenant } from './onboarding.ts'
import { operatorClient } from './operator-client.ts'
import { useOwnSystem } from './system.ts'
import { tick } from './tick.ts'

// A tenant that is exported, restored, and leaves.

// Of its own: minutes pass, and a tenant goes for good.
const system = useOwnSystem()
const CALMLY = { interval: 250 }
let admin: Client
let acme: Tenant
let globex: Tenant
let path: string
let products: string[]
let exportId: string

beforeAll(async () => {
  const { endpoints } = system
  admin = operatorClient(system)
  acme = await onboard(endpoints, 'Acme', 'ada@acme.example')
  globex = await onboard(endpoints, 'Globex', 'hank@globex.example')
  path = `/tenants/${acme.config.tenantId}`
  products = []
  for (let n = 0; n < 7; n++) products.push(await product(acme, n))
  await product(globex, 1)
  await joinTenant(endpoints, acme, 'bob@acme.example', 'TenantUser')
  await globex.api.post('/users', { email: 'bob@acme.example', role: 'TenantUser' })
})

async function product({ api }: Tenant, n: number): Promise<string> {
  const { body } = await api.post('/products', {
    name: `Lamp ${n}`,
    sku: `L${n}`,
    price: 5 + n,
    category: 'light',
    stock: 3,
  })
  return body.id
}

/** Waits, while time passes, until a workflow has ended so. */
async function ended(workflowId: string, status = 'done'): Promise<Answer['body']> {
  let found: Answer['body']
  await expect
    .poll(async () => {
      system.leap(2)
      found = (await admin.get(`${path}/workflows/${workflowId}`)).body
      return found.status === 'running' || found.status === 'waiting'
    }, CALMLY)
    .toBe(false)
  expect(found.status, JSON.stringify(found)).toBe(status)
  return found
}

const started = ({ status, body }: Answer): string => {
  expect(status, JSON.stringify(body)).toBe(202)
  return body.workflowId
}

async function isTenant(status: string): Promise<void> {
  await expect.poll(async () => (await admin.get(path)).body.status, CALMLY).toBe(status)
}

/** Every item of the app plane's tables that has the tenant's id in its key, by the part of the table's name. */
async function scan(): Promise<Record<string, number>> {
  const client = new DynamoDBClient(account(system.endpoints))
  const { TableNames = [] } = await client.send(new ListTablesCommand({}))
  const counts: Record<string, number> = {}
  for (const TableName of TableNames.filter((name) => name.includes('app-plane'))) {
    const { Items = [] } = await client.send(new ScanCommand({ TableName }))
    counts[TableName] = Items.filter((item) =>
      ['shardId', 'tenantId', 'partition', 'trail'].some((key) => item[key]?.S?.includes(acme.config.tenantId)),
    ).length
  }
  return counts
}
const inTable = (counts: Record<string, number>, part: string): number =>
  Object.entries(counts).find(([name]) => name.includes(part))?.[1] ?? -1

const STORES = {
  products: 'ProductsTable',
  orders: 'OrdersTable',
  memberships: 'MembershipsTable',
  outbox: 'Outbox',
  idempotency: 'IdempotencyTable',
  audit: 'AuditTable',
  directory: 'DirectoryTable',
}

test('an operator exports a tenant, and downloads what the manifest says', async () => {
  exportId = started(await admin.post(`${path}/export`, undefined))
  expect((await admin.post(`${path}/export`, undefined)).body.code).toBe('CONFLICT')
  const { manifest } = (await ended(exportId)) as { manifest: ExportManifest }
  expect(manifest.stores).toMatchObject({ products: { items: 7 }, memberships: { items: 2 } })
  const lines: string[] = []
  for (const { name, store, sha256 } of manifest.files) {
    const { status, body } = await admin.post(`${path}/exports/${exportId}/links`, { file: name })
    expect(status, JSON.stringify(body)).toBe(201)
    const answer = await fetch(body.url)
    const text = await answer.text()
    expect(answer.headers.get('content-disposition')).toContain(name)
    expect(createHash('sha256').update(text).digest('hex')).toBe(sha256)
    if (store === 'products') lines.push(...text.trimEnd().split('\n'))
  }
  expect(lines.map((line) => JSON.parse(line).id).toSorted()).toEqual(products.toSorted())
})

test('a link leads to one file for a few minutes, and to no other', async () => {
  const { body } = await admin.post(`${path}/exports/${exportId}/links`, { file: 'manifest.json' })
  expect((await fetch(body.url)).status).toBe(200)
  expect((await fetch(body.url.replace('manifest.json', 'manifest2.json'))).status).toBe(403)
  system.leap(301)
  expect((await fetch(body.url)).status).toBe(403)
  const missing = await admin.post(`${path}/exports/${exportId}/links`, { file: 'nothing.ndjson' })
  expect(missing).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
})

test('what was deleted and changed is as it was in the export after a restoration, which asks before it overwrites', async () => {
  await acme.api.delete(`/products/${products[0]}`)
  const restore = (body: object) => admin.post(`${path}/restore`, body)
  expect(await restore({ exportId })).toMatchObject({ status: 409, body: { code: 'CONFLICT' } })
  await admin.post(`${path}/suspend`, { reason: 'Restoration' })
  const refused = await ended(started(await restore({ exportId })), 'failed')
  expect(refused.error).toContain('overwritten')
  await ended(started(await restore({ exportId, overwrite: true })))
  await admin.post(`${path}/reactivate`, undefined)
  await expect
    .poll(async () => {
      system.leap(5)
      return (await acme.api.get(`/products/${products[0]}`)).status
    }, CALMLY)
    .toBe(200)
  expect(await acme.api.get('/products?sort=name')).toMatchObject({ status: 200, body: { items: { length: 7 } } })
})

test('a tenant that is to be deleted is served until then, its admins are told, and it can stay after all', async () => {
  const workflowId = started(await admin.delete(`${path}?graceDays=20`))
  await isTenant('offboarding')
  const subject = async () => (await mailTo(system.endpoints, acme.email)).subject
  await expect.poll(subject, CALMLY).toBe('Acme is going to be deleted')
  expect((await acme.api.get('/products')).status).toBe(200)
  expect(await admin.delete(path)).toMatchObject({ status: 409 })
  const { status } = await admin.post(`${path}/workflows/${workflowId}/undo`, undefined)
  expect(status).toBe(202)
  await ended(workflowId, 'undone')
  await isTenant('active')
  expect((await acme.api.get('/products')).status).toBe(200)
})

test('a tenant that is deleted leaves what its report says, and nothing else', async () => {
  const { endpoints } = system
  const { TableNames = [] } = await new DynamoDBClient(account(endpoints)).send(new ListTablesCommand({}))
  const TableName = TableNames.find((name) => name.includes('ProductsTable'))
  // A row that no path of the product writes or reads.
  const Item = { shardId: { S: `${acme.config.tenantId}-63` }, id: { S: 'planted' } }
  await new DynamoDBClient(account(endpoints)).send(new PutItemCommand({ TableName, Item }))
  const before = await scan()

  const workflowId = started(await admin.delete(`${path}?graceDays=0`))
  const { report, manifest } = (await ended(workflowId)) as { report: DeletionReport; manifest: ExportManifest }
  const after = await scan()
  for (const [store, part] of Object.entries(STORES)) {
    expect(report.stores[store]?.after, store).toBe(inTable(after, part))
    if (store !== 'audit') expect(report.stores[store]?.before, store).toBe(inTable(before, part))
  }
  expect(report.stores).toMatchObject({
    products: { before: 8, after: 0 },
    memberships: { before: 2, after: 0 },
    outbox: { after: 0 },
    idempotency: { after: 0 },
    directory: { after: 1 },
  })
  expect(report.controlPlane).toEqual({
    people: { before: 2, after: 0 },
    apiKeys: { before: 1, after: 0 },
    names: { before: 1, after: 0 },
  })
  // Bob belongs to Globex, too.
  expect(report.people).toEqual({ members: 2, accounts: 1 })
  expect(report.remains.map(({ what }) => what)).toContain('backups')
  expect(manifest.stores).toMatchObject({ products: { items: 8 } })

  expect((await admin.get(path)).body).toMatchObject({ status: 'deleted', apiKey: null })
  expect((await acme.api.get('/products')).status).not.toBe(200)
  expect((await askConfig(system.endpoints, 'Acme')).status).toBe(404)
  expect((await globex.api.get('/products')).body.items).toHaveLength(1)
  const { body } = await admin.get(`${path}/history?limit=100`)
  expect(body.items.map(({ change }: { change: string }) => change)).toEqual(
    expect.arrayContaining(['offboarding-started', 'access-ended', 'deleted']),
  )
})

test('the name is free again, and the deleted tenant stays deleted', async () => {
  const again = await onboard(system.endpoints, 'Acme', 'eve@acme.example')
  expect(again.config.tenantId).not.toBe(acme.config.tenantId)
  expect((await again.api.get('/products')).body.items).toEqual([])
  expect(await admin.delete(`${path}?graceDays=0`)).toMatchObject({ status: 409 })
})

test('a tenant that nobody signs in to goes with its invitation, and one that somebody signed in to stays', async () => {
  const config = await register(system.endpoints, 'Initech', 'bill@initech.example')
  system.leap((UNUSED_TENANT_DAYS + 1) * 86_400)
  expect(await tick(system.endpoints, 'control-plane-TenantExpiry')).toEqual({ batchItemFailures: [] })
  const pass = atMostEvery(1000, () => system.leap(5))
  const unused = async () => {
    pass()
    return (await admin.get(`/tenants/${config.tenantId}`)).body
  }
  await expect.poll(unused, CALMLY).toMatchObject({ status: 'deleted', apiKey: null })
  const { body } = await admin.get(`/tenants/${config.tenantId}/history?limit=100`)
  const reason = expect.stringContaining('Nobody has signed in')
  expect(body.items).toContainEqual(expect.objectContaining({ change: 'offboarding-started', reason }))
  expect((await admin.get(`/tenants/${globex.config.tenantId}`)).body).toMatchObject({ status: 'active' })
})
