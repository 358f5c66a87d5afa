import { PROPAGATION_SECONDS } from '@tenantry/contracts/timing.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { atMostEvery } from '../support/at-most-every.ts'
import { type Client, client } from './client.ts'
import { eventually } from './eventually.ts'
import { firstSignIn, onboard, type Tenant, type TenantConfig } from './onboarding.ts'
import { operatorClient } from './operator-client.ts'
import { freshSystem } from './system.ts'

// What plans have, and how tiers, a tenant's own plan and usage change it. The system is this file's: its tiers change, and its time leaps.
let system: Awaited<ReturnType<typeof freshSystem>>
let admin: Client
let tenant: Tenant
let note: string
let productId: string

beforeAll(async () => {
  system = await freshSystem()
  admin = operatorClient(system)
  tenant = await onboard(system.endpoints, 'Acme', 'ada@acme.example')
  const lamp = { name: 'Lamp', sku: 'L-1', price: 19.99, category: 'Light', stock: 1000 }
  productId = (await tenant.api.post('/products', lamp)).body.id
  note = `/orders/${(await order()).body.id}/delivery-note`
})
afterAll(() => system.close())

const order = () => tenant.api.post('/orders', { name: 'First', lines: [{ productId, quantity: 2 }] })
const path = () => `/tenants/${tenant.config.tenantId}`
const notEntitled = { status: 403, body: { code: 'NOT_ENTITLED', entitlement: 'printable-documents' } }

/** Changes reach every cache within S: time passes by leaps, with pauses for what is under way. */
const leap = () => atMostEvery(1500, () => system.leap(PROPAGATION_SECONDS))
async function until(what: string, seen: () => Promise<boolean>): Promise<void> {
  const pass = leap()
  await eventually(what, async () => {
    pass()
    return seen()
  })
}
/** Waits until a workflow is done. Time passes only where a step waits for that: another step would take it for its own. */
async function ended(workflowId: string): Promise<void> {
  const pass = leap()
  await eventually('the workflow to end', async () => {
    const { status, steps } = (await admin.get(`${path()}/workflows/${workflowId}`)).body
    if (steps.some((one: Step) => one.name === 'settle-quota' && one.status === 'running')) pass()
    return status === 'done'
  })
}
interface Step {
  name: string
  status: string
}
const statusOf = async (url: string) => (await tenant.api.get(url)).status

test('a plan has what its tier has, and pages are told', async () => {
  expect(await tenant.api.get(note)).toMatchObject({
    status: 200,
    body: { name: 'First', pieces: 2, lines: [{ productName: 'Lamp', quantity: 2 }] },
  })
  expect((await tenant.api.get('/me')).body.plan).toEqual({
    entitlements: ['printable-documents'],
    allowances: {},
    spent: [],
  })
})

test('what a tier loses, its tenants lose within S, with an error that names it', async () => {
  const { entitlements } = (await admin.get('/tiers')).body.items.find(({ name }: { name: string }) => name === 'Basic')
  const fewer = entitlements.filter((key: string) => key !== 'printable-documents')
  expect(await admin.put('/tiers/Basic', { entitlements: fewer })).toMatchObject({ status: 200 })
  await until('the entitlement to be gone', async () => (await statusOf(note)) === 403)
  expect(await tenant.api.get(note)).toMatchObject(notEntitled)
  // Not whether there is such an order is said, but that the plan lacks it.
  expect(await tenant.api.get('/orders/nobody/delivery-note')).toMatchObject(notEntitled)
  expect(await statusOf('/orders')).toBe(200)
  expect((await tenant.api.get('/me')).body.plan.entitlements).toEqual([])
})

test('a tenant has more than its tier until a time, and no longer', async () => {
  const end = new Date(system.now() + 1_800_000).toISOString()
  const started = await admin.put(`${path()}/limits`, { entitlements: ['printable-documents'], until: end })
  expect(started.status).toBe(202)
  await ended(started.body.workflowId)
  await until('its own plan to hold', async () => (await statusOf(note)) === 200)
  const { rate, burst, quota } = (await admin.get('/tiers')).body.items.find(
    ({ name }: { name: string }) => name === 'Basic',
  )
  expect((await admin.get(path())).body.limits).toMatchObject({ rate, burst, quota })
  system.leap(1900)
  // At once: no workflow has to end it.
  expect(await tenant.api.get(note)).toMatchObject(notEntitled)
})

test('an allowance of the month is enforced by what was metered, and a larger one counts at once', async () => {
  expect(await admin.put('/tiers/Basic', { allowances: { 'monthly-orders': 2 } })).toMatchObject({ status: 200 })
  expect((await order()).status).toBe(201)
  await until('the allowance to be used up', async () => (await order()).status === 403)
  expect(await order()).toMatchObject({ status: 403, body: { code: 'ALLOWANCE_SPENT', entitlement: 'monthly-orders' } })
  expect(await statusOf('/orders')).toBe(200)
  expect((await tenant.api.get('/me')).body.plan).toMatchObject({
    allowances: { 'monthly-orders': 2 },
    spent: ['monthly-orders'],
  })
  expect(await admin.put('/tiers/Basic', { allowances: { 'monthly-orders': 1_000 } })).toMatchObject({ status: 200 })
  await until('the larger allowance to count', async () => (await order()).status === 201)
  expect(await admin.put('/tiers/Basic', { allowances: {} })).toMatchObject({ status: 200 })
  await until(
    'no maximum to be left',
    async () => !('monthly-orders' in (await tenant.api.get('/me')).body.plan.allowances),
  )
})

test('a silo has what its tier gives, and loses it when the tier is edited: its authorizer reads the shared directory', async () => {
  const email = 'eve@deep.example'
  const signUp = { tenantName: 'Deep', email, tier: 'Platinum' }
  const { tenantId } = (await admin.post('/tenants', signUp)).body
  await admin.post(`/tenants/${tenantId}/approve`, {})
  const config = await eventually('the silo to be served', async () => {
    const found = await client(system.endpoints.controlPlaneApi).get('/tenant-config?name=Deep')
    return found.status === 200 && (found.body as TenantConfig)
  })
  const { api } = await firstSignIn(system.endpoints, config, email)
  // There is no such order: who may not know that is told what the plan lacks.
  const missing = async () => (await api.get('/orders/ord_00000000000000000000000000/delivery-note')).status
  expect(await missing()).toBe(404)
  await admin.put('/tiers/Platinum', { entitlements: ['own-resources'] })
  await until('the entitlement to be gone', async () => (await missing()) === 403)
  await admin.put('/tiers/Platinum', { entitlements: ['own-resources', 'printable-documents'] })
  await until('the entitlement to be back', async () => (await missing()) === 404)
})
