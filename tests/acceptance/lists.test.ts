import { beforeAll, expect, test } from 'vitest'
import { type Client, client } from './client.ts'
import { eventually } from './eventually.ts'
import { joinTenant, onboard, type Tenant } from './onboarding.ts'
import { useSystem } from './system.ts'

// Lists as people use them: sorted, searched and paged by the server, for every role, and never beyond the tenant.
const system = useSystem()
const run = Date.now().toString(36)
let ada: Tenant
let hank: Tenant

const LAMPS = [
  ['Zebra lamp', 'Z-1', 5],
  ['amber Lamp', 'A-1', 120.5],
  ['Chair', 'LAMP-SHADED', 80],
  ['Bench', 'B-1', 7],
] as const

beforeAll(async () => {
  ada = await onboard(system.endpoints, `Lists ${run}`, `ada-${run}@lists.example`, 'Standard')
  hank = await onboard(system.endpoints, `Others ${run}`, `hank-${run}@lists.example`)
  for (const [name, sku, price] of LAMPS) {
    for (const tenant of [ada, hank]) {
      const created = await tenant.api.post('/products', { name, sku, price, category: 'Home', stock: 9 })
      expect(created.status).toBe(201)
    }
  }
  for (const { api } of [ada, hank]) {
    for (const query of ['sort=name', 'sort=price']) await untilListed(api, `/products?${query}`, LAMPS.length)
  }
})

/** Lists by an index show what is new after a moment. */
const untilListed = (api: Client, path: string, count: number) =>
  eventually(`${count} items in ${path}`, async () => (await names(api, path)).length === count)

/** The names of a whole list, walked in pages of two. */
async function names(api: Client, path: string): Promise<string[]> {
  const found: string[] = []
  let cursor = ''
  do {
    const { status, body } = await api.get(`${path}&limit=2${cursor}`)
    expect(status).toBe(200)
    found.push(...body.items.map((item: { name: string }) => item.name))
    cursor = body.nextCursor && `&cursor=${body.nextCursor}`
  } while (cursor)
  return found
}

test('products are listed in the order that was asked for, whatever shard holds them', async () => {
  const byName = ['amber Lamp', 'Bench', 'Chair', 'Zebra lamp']
  expect(await names(ada.api, '/products?sort=name')).toEqual(byName)
  expect(await names(ada.api, '/products?sort=name&order=desc')).toEqual(byName.toReversed())
  expect(await names(ada.api, '/products?sort=price')).toEqual(['Zebra lamp', 'Bench', 'Chair', 'amber Lamp'])
  expect(await names(ada.api, '/products?order=desc')).toEqual(LAMPS.map(([name]) => name).toReversed())
})

test('a search finds what it should in name, SKU and category, without regard to case', async () => {
  expect(await names(ada.api, '/products?search=LAMP&sort=name')).toEqual(['amber Lamp', 'Chair', 'Zebra lamp'])
  expect(await names(ada.api, '/products?search=home')).toHaveLength(4)
  expect(await names(ada.api, '/products?search=nothing')).toEqual([])
})

test('a tenant user sorts and searches too, and orders are found by what they hold', async () => {
  const email = `carl-${run}@lists.example`
  const carl = (await joinTenant(system.endpoints, ada, email, 'TenantUser')).api
  const { items } = (await carl.get('/products?sort=price&order=desc')).body
  const [dear, , cheap] = items
  for (const [name, product, quantity] of [
    ['small', cheap, 1],
    ['large', dear, 2],
  ] as const) {
    const placed = await carl.post('/orders', { name, lines: [{ productId: product.id, quantity }] })
    expect(placed.status).toBe(201)
  }
  await untilListed(carl, '/orders?sort=total', 2)
  expect(await names(carl, '/orders?sort=total')).toEqual(['small', 'large'])
  expect(await names(carl, `/orders?search=${dear.name.slice(0, 5)}`)).toEqual(['large'])
})

test('the other tenant sees its own four products in every list', async () => {
  const { items } = (await hank.api.get('/products?sort=name')).body
  const own = (await ada.api.get('/products?sort=name')).body.items
  expect(items).toHaveLength(4)
  expect(items.map(({ id }: { id: string }) => id)).not.toEqual(own.map(({ id }: { id: string }) => id))
})

test.each([
  ['sort=stock', 'INVALID_REQUEST', 'sort'],
  ['order=up', 'INVALID_REQUEST', 'order'],
  ['search=', 'INVALID_REQUEST', 'search'],
  [`search=${'x'.repeat(101)}`, 'INVALID_REQUEST', 'search'],
  ['colour=red', 'INVALID_REQUEST', 'colour'],
])('%s is refused by name', async (query, code, field) => {
  expect(await ada.api.get(`/products?${query}`)).toMatchObject({ status: 400, body: { code, field } })
})

test('a cursor is taken by exactly the list that gave it: not in another order or search, of another list, or by another tenant', async () => {
  const { nextCursor } = (await ada.api.get('/products?sort=name&limit=1')).body
  const refused = { status: 400, body: { code: 'INVALID_CURSOR', field: 'cursor' } }
  const others = ['sort=price', 'sort=name&order=desc', 'sort=name&search=lamp', 'limit=1']
  for (const other of others) {
    expect(await ada.api.get(`/products?${other}&cursor=${nextCursor}`)).toMatchObject(refused)
  }
  for (const path of ['/orders?sort=name&', '/users?', '/me/tenants?']) {
    expect(await ada.api.get(`${path}cursor=${nextCursor}`), path).toMatchObject(refused)
  }
  expect(await hank.api.get(`/products?sort=name&cursor=${nextCursor}`)).toMatchObject(refused)
  expect((await ada.api.get(`/products?sort=name&limit=1&cursor=${nextCursor}`)).body.items).toHaveLength(1)
  expect(await client(system.endpoints.controlPlaneApi).get(`/tiers?cursor=${nextCursor}`)).toMatchObject(refused)
})

test('the API describes the orders that lists are offered in', async () => {
  const { body } = await client(ada.config.apiUrl).get('/openapi.json')
  const sortOf = (path: string) =>
    body.paths[path].get.parameters.find(({ name }: { name: string }) => name === 'sort').schema
  expect(sortOf('/products')).toEqual({ type: 'string', enum: ['createdAt', 'name', 'price'] })
  expect(sortOf('/orders')).toEqual({ type: 'string', enum: ['createdAt', 'name', 'total'] })
})
