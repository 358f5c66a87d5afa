import { beforeAll, expect, test } from 'vitest'
import { type Client, client } from './client.ts'
import { onboard, type Tenant } from './onboarding.ts'
import { useSystem } from './system.ts'

// Whatever a client sends: a 4xx with code, message, request id and, where one member was wrong, its name. Never a 500.
const system = useSystem()
const run = Date.now().toString(36)
let tenant: Tenant
let productId: string

const PRODUCT = { name: 'Lamp', sku: 'L-1', price: 19.99, category: 'Light', stock: 5 }
const REGISTRATION = { tenantName: `Bad ${run}`, email: `ada-${run}@bad.example`, tier: 'Basic' }

beforeAll(async () => {
  tenant = await onboard(system.endpoints, `Input ${run}`, `ada-${run}@input.example`)
  productId = (await tenant.api.post('/products', PRODUCT)).body.id
})

interface Case {
  name: string
  send: (api: Client) => ReturnType<Client['send']>
  status: number
  code: string
  field?: string
}

const product = (name: string, change: object, field: string): Case => ({
  name: `a product with ${name}`,
  send: (api) => api.post('/products', { ...PRODUCT, ...change }),
  status: 400,
  code: 'INVALID_REQUEST',
  field,
})
const order = (name: string, lines: unknown, field: string): Case => ({
  name: `an order with ${name}`,
  send: (api) => api.post('/orders', { name: 'Order', lines }),
  status: 400,
  code: 'INVALID_REQUEST',
  field,
})
const notFound = (name: string, send: Case['send']): Case => ({ name, send, status: 404, code: 'NOT_FOUND' })

const tenantApi: Case[] = [
  { name: 'malformed JSON', send: (api) => api.post('/products', '{"name":'), status: 400, code: 'INVALID_REQUEST' },
  { name: 'a body that is a list', send: (api) => api.post('/products', '[]'), status: 400, code: 'INVALID_REQUEST' },
  { name: 'a body that is null', send: (api) => api.post('/products', 'null'), status: 400, code: 'INVALID_REQUEST' },
  { name: 'an empty body', send: (api) => api.send('POST', '/products'), status: 400, code: 'INVALID_REQUEST' },
  {
    name: 'a __proto__ key',
    send: (api) => api.post('/products', `{"__proto__":{"admin":true},${JSON.stringify(PRODUCT).slice(1)}`),
    status: 400,
    code: 'INVALID_REQUEST',
    field: '__proto__',
  },
  {
    name: 'an oversized body',
    send: (api) => api.post('/products', { ...PRODUCT, name: 'x'.repeat(200_000) }),
    status: 413,
    code: 'PAYLOAD_TOO_LARGE',
  },
  {
    name: 'another content type',
    send: (api) => api.post('/products', 'name=Lamp', { 'content-type': 'application/x-www-form-urlencoded' }),
    status: 415,
    code: 'UNSUPPORTED_MEDIA_TYPE',
  },
  product('no name', { name: undefined }, 'name'),
  product('a number for a name', { name: 7 }, 'name'),
  product('an empty name', { name: '' }, 'name'),
  product('a negative price', { price: -1 }, 'price'),
  product('three decimals', { price: 1.005 }, 'price'),
  product('a price in words', { price: '12' }, 'price'),
  product('half a piece in stock', { stock: 1.5 }, 'stock'),
  product('a tenant of its own choice', { tenantId: 'aaaaaaaaaaaa' }, 'tenantId'),
  product('a shard of its own choice', { shardId: 'aaaaaaaaaaaa-0' }, 'shardId'),
  order('no lines', [], 'lines'),
  order('lines that are no list', 'all', 'lines'),
  order('an unknown product', [{ productId: 'prd_00000000000000000000000000', quantity: 1 }], 'lines.0.productId'),
  notFound('an id that never was', (api) => api.get('/products/prd_000000000000000000000000')),
  notFound('an id of another kind', (api) => api.get(`/orders/${productId}`)),
  notFound('an id that is a path', (api) => api.get('/products/..%2F..%2Fusers')),
  notFound('an id with a null byte', (api) => api.get('/products/%00')),
  notFound('an unknown route', (api) => api.get('/secrets')),
  notFound('a wrong verb', (api) => api.send('PATCH', '/products', PRODUCT)),
  {
    name: 'a bad cursor',
    send: (api) => api.get('/products?cursor=nonsense'),
    status: 400,
    code: 'INVALID_CURSOR',
    field: 'cursor',
  },
  {
    name: 'a limit of 0',
    send: (api) => api.get('/products?limit=0'),
    status: 400,
    code: 'INVALID_REQUEST',
    field: 'limit',
  },
  {
    name: 'a limit of 101',
    send: (api) => api.get('/orders?limit=101'),
    status: 400,
    code: 'INVALID_REQUEST',
    field: 'limit',
  },
  {
    name: 'a role that is none',
    send: (api) => api.post('/users', { email: 'x@y.example', role: 'SystemAdmin' }),
    status: 400,
    code: 'INVALID_REQUEST',
    field: 'role',
  },
  {
    name: 'an address that is none',
    send: (api) => api.post('/users', { email: 'nobody', role: 'TenantUser' }),
    status: 400,
    code: 'INVALID_REQUEST',
    field: 'email',
  },
]

test('an order of zero pieces names the line that was wrong', async () => {
  const answer = await tenant.api.post('/orders', { name: 'Order', lines: [{ productId, quantity: 0 }] })
  expect(answer).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST', field: 'lines.0.quantity' } })
})

test.each(tenantApi)('the tenant API answers $status to $name', async ({ send, status, code, field }) => {
  const answer = await send(tenant.api)
  expect(answer).toMatchObject({ status, body: { code, message: expect.any(String), requestId: expect.any(String) } })
  if (field) expect(answer.body.field).toBe(field)
})

const registration = (name: string, change: object, field: string, status = 400, code = 'INVALID_REQUEST'): Case => ({
  name: `a registration with ${name}`,
  send: (api) => api.post('/registrations', { ...REGISTRATION, ...change }),
  status,
  code,
  field,
})

const controlPlane: Case[] = [
  registration('no name', { tenantName: undefined }, 'tenantName'),
  registration('a blank name', { tenantName: '   ' }, 'tenantName'),
  registration('65 characters', { tenantName: 'x'.repeat(65) }, 'tenantName'),
  registration('a line break in the name', { tenantName: 'A\nB' }, 'tenantName'),
  registration('no address', { email: 'ada' }, 'email'),
  registration('an unknown tier', { tier: 'Gold' }, 'tier'),
  registration('a member that is none', { isAdmin: true }, 'isAdmin'),
  registration('a taken name in another case', { tenantName: `INPUT ${run}` }, 'tenantName', 409, 'NAME_TAKEN'),
  { name: 'malformed JSON', send: (api) => api.post('/registrations', '{'), status: 400, code: 'INVALID_REQUEST' },
  notFound('an unknown registration', (api) => api.get('/registrations/unknown')),
  notFound('an unknown tenant name', (api) => api.get('/tenant-config?name=nobody')),
  {
    name: 'no tenant name',
    send: (api) => api.get('/tenant-config'),
    status: 400,
    code: 'INVALID_REQUEST',
    field: 'name',
  },
  notFound('an unknown route', (api) => api.get('/admin')),
]

test.each(controlPlane)('the control plane answers $status to $name', async ({ send, status, code, field }) => {
  const answer = await send(client(system.endpoints.controlPlaneApi))
  expect(answer).toMatchObject({ status, body: { code, message: expect.any(String), requestId: expect.any(String) } })
  if (field) expect(answer.body.field).toBe(field)
})

test('the same idempotency key gives the same answer, and another body a conflict', async () => {
  const api = client(system.endpoints.controlPlaneApi)
  const key = { 'Idempotency-Key': `key-${run}` }
  const body = { ...REGISTRATION, tenantName: `Once ${run}` }
  const first = await api.post('/registrations', body, key)
  expect(first.status).toBe(202)
  expect(await api.post('/registrations', body, key)).toMatchObject({ status: 202, body: first.body })
  expect(await api.post('/registrations', { ...body, email: 'eve@bad.example' }, key)).toMatchObject({
    status: 409,
    body: { code: 'IDEMPOTENCY_CONFLICT' },
  })
})
