import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { type Client, client } from './client.ts'
import { joinTenant, onboard, type Tenant } from './onboarding.ts'
import { operatorClient } from './operator-client.ts'
import { useSystem } from './system.ts'
import { unlessBusy } from './unless-busy.ts'

// A POST that is repeated with its key is done once.
const system = useSystem()
const run = Date.now().toString(36)
const LAMP = { name: 'Lamp', sku: 'L-1', price: 10, category: 'Light', stock: 50 }
let acme: Tenant
let globex: Tenant
let user: Client
let admin: Client

beforeAll(async () => {
  acme = await onboard(system.endpoints, `Keys ${run}`, `ada-${run}@keys.example`)
  globex = await onboard(system.endpoints, `Other keys ${run}`, `hank-${run}@keys.example`)
  user = (await joinTenant(system.endpoints, acme, `carl-${run}@keys.example`, 'TenantUser')).api
  admin = operatorClient(system)
})

const keyed = (key: string = randomUUID()) => ({ 'idempotency-key': key })
const conflict = { status: 409, body: { code: 'IDEMPOTENCY_CONFLICT', field: 'Idempotency-Key' } }

test('an order that is sent again, or five times at once, is placed once', async () => {
  const { id: productId } = (await acme.api.post('/products', LAMP)).body
  const order = { name: 'Order', lines: [{ productId, quantity: 1 }] }
  const key = keyed()
  const first = await user.post('/orders', order, key)
  const again = await user.post('/orders', order, key)
  expect([again.status, again.body, again.headers.get('etag')]).toEqual([201, first.body, first.headers.get('etag')])
  expect(await user.post('/orders', { ...order, name: 'Other' }, key)).toMatchObject(conflict)
  const burst = keyed()
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => unlessBusy(() => user.post('/orders', order, burst))),
  )
  expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1)
  expect((await user.get(`/products/${productId}`)).body.stock).toBe(48)
})

test('a key is of one tenant, one person and one operation', async () => {
  const key = keyed()
  const made = [await acme.api.post('/products', LAMP, key), await globex.api.post('/products', LAMP, key)]
  expect(made.map(({ status }) => status)).toEqual([201, 201])
  expect(made[0]?.body.id).not.toBe(made[1]?.body.id)
  const productId = made[0]?.body.id
  const order = { name: 'Order', lines: [{ productId, quantity: 1 }] }
  const orders = [await acme.api.post('/orders', order, key), await user.post('/orders', order, key)]
  expect(orders.map(({ status }) => status)).toEqual([201, 201])
  expect(orders[0]?.body.id).not.toBe(orders[1]?.body.id)
})

test('what was refused can be sent again under its key, and a change of stock is made once for each product', async () => {
  const [one, other] = [(await acme.api.post('/products', LAMP)).body, (await acme.api.post('/products', LAMP)).body]
  const key = keyed()
  const change = (id: string, by: number) => acme.api.post(`/products/${id}/stock`, { by }, key)
  expect(await change(one.id, -51)).toMatchObject({ status: 409, body: { code: 'OUT_OF_STOCK' } })
  expect(await change(one.id, -5)).toMatchObject({ status: 200, body: { stock: 45 } })
  expect(await change(one.id, -5)).toMatchObject({ status: 200, body: { stock: 45 } })
  expect(await change(other.id, -5)).toMatchObject(conflict)
  expect((await user.get(`/products/${one.id}`)).body.stock).toBe(45)
})

test('people are invited, tenants suspended and operators added once', async () => {
  const person = { email: `new-${run}@keys.example`, role: 'TenantUser' }
  const invitation = keyed()
  const invited = await acme.api.post('/users', person, invitation)
  expect(await acme.api.post('/users', person, invitation)).toMatchObject({ status: 201, body: invited.body })
  expect(await acme.api.post('/users', person, keyed())).toMatchObject({ status: 409, body: { code: 'CONFLICT' } })

  const operator = { email: `op-${run}@keys.example`, role: 'CustomerSupport' }
  const key = keyed()
  const added = await admin.post('/operators', operator, key)
  expect(await admin.post('/operators', operator, key)).toMatchObject({ status: 201, body: added.body })
  await admin.delete(`/operators/${added.body.id}`)

  const path = `/tenants/${globex.config.tenantId}`
  const suspension = keyed()
  const suspend = () => admin.post(`${path}/suspend`, { reason: 'Unpaid' }, suspension)
  const suspended = await suspend()
  expect(suspended).toMatchObject({ status: 200, body: { status: 'suspended' } })
  expect(await suspend()).toMatchObject({ status: 200, body: suspended.body })
  expect(await admin.post(`${path}/reactivate`, undefined, suspension)).toMatchObject({ status: 200 })

  const registration = { tenantName: `Once ${run}`, email: `once-${run}@keys.example`, tier: 'Basic' }
  const strangers = client(system.endpoints.controlPlaneApi)
  const signUp = keyed()
  const signedUp = await strangers.post('/registrations', registration, signUp)
  expect(await strangers.post('/registrations', registration, signUp)).toMatchObject({
    status: 202,
    body: signedUp.body,
  })
})

test('a key that is none is refused, and every POST of both documents takes one', async () => {
  expect(await acme.api.post('/products', LAMP, keyed('a b'))).toMatchObject({
    status: 400,
    body: { field: 'Idempotency-Key' },
  })
  for (const base of [acme.config.apiUrl, system.endpoints.controlPlaneApi]) {
    const { paths } = (await client(base).get('/openapi.json')).body
    const posts = Object.values<Record<string, { parameters?: { name: string }[]; responses: object }>>(paths).flatMap(
      ({ post }) => (post ? [post] : []),
    )
    expect(posts.length).toBeGreaterThan(2)
    for (const { parameters = [], responses } of posts) {
      expect(parameters.map(({ name }) => name)).toContain('Idempotency-Key')
      expect(JSON.stringify(responses)).toContain('IDEMPOTENCY_CONFLICT')
    }
  }
})
