import { beforeAll, expect, test } from 'vitest'
import { type Client, client } from './client.ts'
import { eventually } from './eventually.ts'
import { joinTenant, onboard, type Tenant } from './onboarding.ts'
import { operatorClient } from './operator-client.ts'
import { useSystem } from './system.ts'

// What somebody read earlier does not overwrite what happened since.
const system = useSystem()
const run = Date.now().toString(36)
const LAMP = { name: 'Lamp', sku: 'L-1', price: 10, category: 'Light', stock: 5 }
const { stock: _, ...WITHOUT_STOCK } = LAMP
let tenant: Tenant
let user: Client

beforeAll(async () => {
  tenant = await onboard(system.endpoints, `Updates ${run}`, `ada-${run}@updates.example`)
  user = (await joinTenant(system.endpoints, tenant, `carl-${run}@updates.example`, 'TenantUser')).api
})

const made = async () => (await tenant.api.post('/products', LAMP)).body
const order = async (productId: string, quantity = 1) =>
  (await user.post('/orders', { name: 'Order', lines: [{ productId, quantity }] })).body
const stale = { status: 412, body: { code: 'PRECONDITION_FAILED' } }

test('a form read before an order does not overwrite the stock that the order took', async () => {
  const created = await tenant.api.post('/products', LAMP)
  const { id } = created.body
  expect(created.body.version).toBe(1)
  const read = await user.get(`/products/${id}`)
  expect(read.body).toMatchObject({ stock: 5, version: 1 })
  expect(read.headers.get('etag')).toBe(created.headers.get('etag'))
  await order(id, 2)

  const { api } = tenant
  expect(await api.put(`/products/${id}`, LAMP, { 'if-match': read.headers.get('etag') ?? '' })).toMatchObject(stale)
  expect(await api.put(`/products/${id}`, { ...LAMP, version: 1 })).toMatchObject(stale)
  expect(await api.delete(`/products/${id}`, { 'if-match': read.headers.get('etag') ?? '' })).toMatchObject(stale)
  const present = await user.get(`/products/${id}`)
  expect(present.body).toMatchObject({ stock: 3, version: 2 })
  const listed = (await user.get('/products')).body.items.find((item: { id: string }) => item.id === id)
  expect(listed).toEqual(present.body)

  const tags = `"other.1", ${present.headers.get('etag')}`
  const replaced = await api.put(
    `/products/${id}`,
    { ...WITHOUT_STOCK, name: 'Lamp 2', version: 2 },
    { 'if-match': tags },
  )
  expect(replaced).toMatchObject({ status: 200, body: { name: 'Lamp 2', stock: 3, version: 3 } })
  expect(await api.put(`/products/${id}`, LAMP, { 'if-match': '*' })).toMatchObject({ status: 200, body: { stock: 5 } })
  expect((await api.put(`/products/${id}`, WITHOUT_STOCK)).body).toMatchObject({ stock: 5, version: 5 })
})

test('a condition that cannot be read is a bad request, and what does not exist is not found whatever it says', async () => {
  const { id } = await made()
  const put = (path: string, ifMatch: string) => tenant.api.put(path, LAMP, { 'if-match': ifMatch })
  expect(await put(`/products/${id}`, 'abc')).toMatchObject({ status: 400, body: { field: 'If-Match' } })
  // More than a number can say exactly is no version that anything has.
  for (const version of ['9007199254740991', '9007199254740993', '9999999999999999'])
    expect(await put(`/products/${id}`, `"${id}.${version}"`)).toMatchObject({ status: 412 })
  expect(await tenant.api.put(`/products/${id}`, { ...LAMP, version: 'x' })).toMatchObject({
    status: 400,
    body: { field: 'version' },
  })
  expect(await put('/products/prd_00000000000000000000000000', '"x.1"')).toMatchObject({ status: 404 })
  expect(await tenant.api.post('/products', { ...LAMP, version: 1 })).toMatchObject({ body: { field: 'version' } })
})

test('stock changes by an amount, whoever else changes it, and never falls below zero', async () => {
  const { id } = await made()
  const change = (by: unknown) => tenant.api.post(`/products/${id}/stock`, { by })
  const answers = await Promise.all([...Array.from({ length: 10 }, () => change(1)), order(id), order(id)])
  expect(answers.slice(0, 10).map(({ status }) => status)).toEqual(Array(10).fill(200))
  expect((await user.get(`/products/${id}`)).body.stock).toBe(13)
  expect(await change(-14)).toMatchObject({ status: 409, body: { code: 'OUT_OF_STOCK', field: 'by' } })
  expect(await change(-13)).toMatchObject({ status: 200, body: { stock: 0, version: 14 } })
  expect(await change(1_000_000_000)).toMatchObject({ status: 200 })
  expect(await change(1)).toMatchObject({ status: 409, body: { code: 'CONFLICT', field: 'by' } })
  for (const by of [0, 1.5, '1', null, 2_000_000_000]) {
    expect(await change(by), String(by)).toMatchObject({ status: 400, body: { field: 'by' } })
  }
  expect(await user.post(`/products/${id}/stock`, { by: 1 })).toMatchObject({ status: 403 })
  expect(await tenant.api.post('/products/prd_00000000000000000000000000/stock', { by: 1 })).toMatchObject({
    status: 404,
  })
  const tag = (await user.get(`/products/${id}`)).headers.get('etag') ?? ''
  await change(-1)
  expect(await tenant.api.post(`/products/${id}/stock`, { by: 1 }, { 'if-match': tag })).toMatchObject(stale)
})

test('a fulfilled order is rewritten by nobody, and an admin may delete it, which returns the stock', async () => {
  const { id: productId } = await made()
  const { id } = await order(productId, 2)
  await eventually('the order to be fulfilled', async () => {
    const { body } = await user.get(`/orders/${id}`)
    return body.status === 'fulfilled'
  })
  const fulfilled = (await user.get(`/orders/${id}`)).body
  const body = { name: 'Rewritten', lines: [{ productId, quantity: 1 }] }
  for (const api of [tenant.api, user]) {
    expect(await api.put(`/orders/${id}`, body)).toMatchObject({ status: 409, body: { code: 'ORDER_FULFILLED' } })
    expect(await api.put(`/orders/${id}`, { ...body, version: 1 })).toMatchObject(stale)
  }
  expect((await user.get(`/orders/${id}`)).body).toEqual(fulfilled)
  expect(await user.delete(`/orders/${id}`)).toMatchObject({ status: 403 })
  expect(await tenant.api.delete(`/orders/${id}`)).toMatchObject({ status: 204 })
  expect((await user.get(`/products/${productId}`)).body.stock).toBe(5)
})

test('an order that is rewritten while it is fulfilled is either rewritten first or not at all', async () => {
  const { id: productId } = await made()
  const races = Array.from({ length: 4 }, async () => {
    const { id } = await order(productId)
    const put = () => user.put(`/orders/${id}`, { name: 'Rewritten', lines: [{ productId, quantity: 1 }] })
    const rewritten: string[] = []
    await eventually('the order to be fulfilled', async () => {
      const { status, body } = await put()
      if (status === 200) rewritten.push(body.status)
      return status === 409 && body.code === 'ORDER_FULFILLED'
    })
    return rewritten
  })
  for (const rewritten of await Promise.all(races)) expect(rewritten.every((status) => status === 'placed')).toBe(true)
})

test('what admins and operators read of people, tenants and tiers earlier does not overwrite it either', async () => {
  const [carl] = (await tenant.api.get('/users')).body.items.filter(
    ({ role }: { role: string }) => role === 'TenantUser',
  )
  const read = await tenant.api.get(`/users/${carl.id}`)
  const tag = { 'if-match': read.headers.get('etag') ?? '' }
  const disabled = await tenant.api.put(`/users/${carl.id}`, { role: 'TenantUser', state: 'disabled' }, tag)
  expect(disabled).toMatchObject({ status: 200 })
  expect(disabled.body.version).toBeGreaterThan(read.body.version)
  expect(disabled.headers.get('etag')).toBe((await tenant.api.get(`/users/${carl.id}`)).headers.get('etag'))
  expect(await tenant.api.put(`/users/${carl.id}`, { role: 'TenantUser', state: 'active' }, tag)).toMatchObject(stale)
  expect(await tenant.api.delete(`/users/${carl.id}`, tag)).toMatchObject(stale)

  const admin = operatorClient(system)
  const path = `/tenants/${tenant.config.tenantId}`
  const { version } = (await admin.get(path)).body
  const old = { 'if-match': `"${tenant.config.tenantId}.${version - 1}"` }
  expect(await admin.post(`${path}/suspend`, { reason: 'Unpaid' }, old)).toMatchObject(stale)
  expect(await admin.post(`${path}/suspend`, { reason: 'Unpaid', version: version - 1 })).toMatchObject(stale)
  const edited = await admin.put('/tiers/Premium', { priceCents: 100 })
  expect(edited.headers.get('etag')).toBe(`"Premium.${edited.body.version}"`)
  const again = await admin.put('/tiers/Premium', { version: edited.body.version })
  expect(again).toMatchObject({ status: 200, body: { priceCents: 100, version: edited.body.version + 1 } })
  expect(await admin.put('/tiers/Premium', { version: edited.body.version })).toMatchObject(stale)
  const [tier] = (await admin.get('/tiers')).body.items.filter(({ name }: { name: string }) => name === 'Premium')
  expect(tier.version).toBe(again.body.version)
  await admin.put('/tiers/Premium', { priceCents: 49900 })
})

test('browsers may send the condition and read the tag on both APIs, and the documents say how', async () => {
  for (const [base, path] of [
    [tenant.config.apiUrl, '/products/{id}'],
    [system.endpoints.controlPlaneApi, '/tiers/{name}'],
  ] as const) {
    const api = client(base)
    const preflight = await api.send('OPTIONS', path.replace(/\{\w+\}/, 'x'), undefined, {
      origin: 'https://a.example',
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'if-match',
    })
    expect(preflight.headers.get('access-control-allow-headers')).toContain('If-Match')
    const { headers, body } = await api.get('/openapi.json')
    expect(headers.get('access-control-expose-headers')).toContain('ETag,Retry-After')
    expect((await api.get('/nowhere')).headers.get('access-control-expose-headers')).toContain('ETag,Retry-After')
    const { parameters, requestBody, responses } = body.paths[path].put
    expect(parameters.map(({ name }: { name: string }) => name)).toContain('If-Match')
    expect(requestBody.content['application/json'].schema.properties).toHaveProperty('version')
    expect(responses['412'].description).toBe('PRECONDITION_FAILED')
    expect(responses['200'].headers).toHaveProperty('ETag')
  }
})
