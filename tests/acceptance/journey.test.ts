import { expect, test } from 'vitest'
import { client } from './client.ts'
import { mailTo, onboard, PASSWORD, register, type Tenant, temporaryPassword } from './onboarding.ts'
import { signInByAmplify } from './person.ts'
import { lastingSession } from './session.ts'
import { useSystem } from './system.ts'

// The product in one file: two strangers register, sell and order, and neither sees the other. Runs on a laptop and on AWS.
const system = useSystem()
const run = Date.now().toString(36)
const acme = { name: `Acme ${run}`, email: `ada-${run}@acme.example` }
const globex = { name: `Globex ${run}`, email: `hank-${run}@globex.example` }
let ada: Tenant
let hank: Tenant

test('a stranger reads the tiers and registers a tenant', async () => {
  const controlPlane = client(system.endpoints.controlPlaneApi)
  const tiers = await controlPlane.get('/tiers')
  expect(tiers.status).toBe(200)
  const names: string[] = tiers.body.items.map((tier: { name: string }) => tier.name)
  // Other files that use this system make tiers of their own.
  const defaults = ['Basic', 'Standard', 'Premium', 'Platinum']
  expect(names.filter((name) => defaults.includes(name))).toEqual(defaults)

  const config = await register(system.endpoints, acme.name, acme.email, 'Standard')
  expect(config).toMatchObject({ name: acme.name, region: system.endpoints.region })
  expect(config.tenantId).toMatch(/^[a-z0-9]{12}$/)
})

test('the invitation names the tenant and carries a temporary password', async () => {
  const mail = await mailTo(system.endpoints, acme.email)
  expect(`${mail.subject}\n${mail.text}`).toContain(acme.name)
  expect(temporaryPassword(mail)).not.toBe('')
})

test('the admin signs in by SRP, chooses a password, and is who the token says', async () => {
  const config = (
    await client(system.endpoints.controlPlaneApi).get(`/tenant-config?name=${encodeURIComponent(acme.name)}`)
  ).body
  const invitation = await mailTo(system.endpoints, acme.email)
  await signInByAmplify(system.endpoints, config, {
    email: acme.email,
    password: temporaryPassword(invitation),
    newPassword: PASSWORD,
  })
  const token = await signInByAmplify(system.endpoints, config, { email: acme.email, password: PASSWORD })
  const person = { email: acme.email, password: PASSWORD }
  const session = lastingSession(system.endpoints, config, { ...person, tenantId: config.tenantId }, { token })
  ada = { ...person, config, token, session, api: client(config.apiUrl, session) }

  const me = await ada.api.get('/me')
  expect(me.status).toBe(200)
  expect(me.body).toMatchObject({ email: acme.email, role: 'TenantAdmin', tenantId: config.tenantId, tier: 'Standard' })
})

test('the admin sells products and takes an order, priced by the server and taken from stock', async () => {
  const lamp = await ada.api.post('/products', { name: 'Lamp', sku: 'L-1', price: 19.99, category: 'Light', stock: 5 })
  expect(lamp.status).toBe(201)
  const chair = await ada.api.post('/products', { name: 'Chair', sku: 'C-1', price: 80, category: 'Seats', stock: 2 })

  const order = await ada.api.post('/orders', {
    name: 'First order',
    lines: [
      { productId: lamp.body.id, quantity: 3 },
      { productId: chair.body.id, quantity: 1 },
    ],
  })
  expect(order.status).toBe(201)
  expect(order.body).toMatchObject({ name: 'First order', total: 139.97 })
  expect((await ada.api.get(`/products/${lamp.body.id}`)).body.stock).toBe(2)

  const tooMany = await ada.api.post('/orders', { name: 'Greedy', lines: [{ productId: lamp.body.id, quantity: 3 }] })
  expect(tooMany).toMatchObject({ status: 409, body: { code: 'OUT_OF_STOCK' } })
  expect((await ada.api.get('/orders')).body.items).toHaveLength(1)
})

test('a product is replaced and deleted, and what is gone is 404', async () => {
  const { body: stool } = await ada.api.post('/products', {
    name: 'Stool',
    sku: 'S-1',
    price: 10,
    category: 'Seats',
    stock: 1,
  })
  const replaced = await ada.api.put(`/products/${stool.id}`, {
    name: 'Stool',
    sku: 'S-1',
    price: 12.5,
    category: 'Seats',
    stock: 9,
  })
  expect(replaced).toMatchObject({ status: 200, body: { id: stool.id, price: 12.5, stock: 9 } })
  expect((await ada.api.delete(`/products/${stool.id}`)).status).toBe(204)
  expect(await ada.api.get(`/products/${stool.id}`)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
  expect(
    (await ada.api.put(`/products/${stool.id}`, { name: 'Stool', sku: 'S-1', price: 1, category: 'Seats', stock: 1 }))
      .status,
  ).toBe(404)
})

test("a second tenant gets 404 for the first one's ids, and sees only its own", async () => {
  hank = await onboard(system.endpoints, globex.name, globex.email)
  const [product] = (await ada.api.get('/products')).body.items
  const [order] = (await ada.api.get('/orders')).body.items
  for (const path of [`/products/${product.id}`, `/orders/${order.id}`]) {
    expect((await ada.api.get(path)).status).toBe(200)
    expect(await hank.api.get(path)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
    expect((await hank.api.delete(path)).status).toBe(404)
    expect((await ada.api.get(path)).status).toBe(200)
  }
  expect((await hank.api.get('/products')).body.items).toEqual([])
  expect(
    await hank.api.post('/orders', { name: 'Theft', lines: [{ productId: product.id, quantity: 1 }] }),
  ).toMatchObject({
    status: 400,
    body: { code: 'INVALID_REQUEST', field: 'lines.0.productId' },
  })
})

test('a tenant user may order and may not change the catalogue', async () => {
  const email = `carl-${run}@acme.example`
  const invited = await ada.api.post('/users', { email, role: 'TenantUser' })
  expect(invited).toMatchObject({ status: 201, body: { email, role: 'TenantUser' } })
  const invitation = await mailTo(system.endpoints, email)
  expect(invitation.text).toContain(acme.name)
  const token = await signInByAmplify(system.endpoints, ada.config, {
    email,
    password: temporaryPassword(invitation),
    newPassword: PASSWORD,
    tenantId: ada.config.tenantId,
  })
  const carl = client(ada.config.apiUrl, token)
  const products = await carl.get('/products')
  expect(products.body.items.length).toBeGreaterThan(0)
  const [product] = products.body.items
  expect(await carl.delete(`/products/${product.id}`)).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } })
  expect((await carl.get('/users')).status).toBe(403)
})

test('operators list tenants and read one; strangers and tenants do not', async () => {
  const { operator, controlPlaneApi } = system.endpoints
  const token = await signInByAmplify(system.endpoints, operator, {
    email: operator.username,
    password: operator.password,
  })
  const operators = client(controlPlaneApi, token)
  const tenants = await operators.get('/tenants')
  expect(tenants.status).toBe(200)
  expect(tenants.body.items.map((tenant: { tenantId: string }) => tenant.tenantId)).toEqual(
    expect.arrayContaining([ada.config.tenantId, hank.config.tenantId]),
  )
  expect((await operators.get(`/tenants/${ada.config.tenantId}`)).body).toMatchObject({
    status: 'active',
    tier: 'Standard',
  })
  expect((await operators.get('/tenants/unknown')).status).toBe(404)

  expect((await client(controlPlaneApi).get('/tenants')).status).toBe(401)
  expect((await client(controlPlaneApi, ada.token).get('/tenants')).status).toBe(401)
  expect((await client(ada.config.apiUrl, token).get('/products')).status).toBe(401)
})

test('both APIs describe themselves', async () => {
  for (const url of [system.endpoints.controlPlaneApi, ada.config.apiUrl]) {
    const { status, body } = await client(url).get('/openapi.json')
    expect(status).toBe(200)
    expect(body.openapi).toMatch(/^3\.1/)
    expect(Object.keys(body.paths).length).toBeGreaterThan(3)
  }
})
