import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { listStateId } from '@tenantry/contracts/lists-table.ts'
import type { AnyEntity } from '@tenantry/contracts/service/entity.ts'
import type { Service } from '@tenantry/contracts/service/service.ts'
import { slotUses } from '@tenantry/contracts/service/slot-uses.ts'
import { tenantItem } from '@tenantry/control-plane/tenants/tenant-items.ts'
import { SERVICES } from '@tenantry/services/services.ts'
import { shardedTable } from '@tenantry/toolkit/sharded-table.ts'
import { system as clock } from '@tenantry/toolkit/system.ts'
import { table } from '@tenantry/toolkit/table.ts'
import { Versions } from '@tenantry/toolkit/versions.ts'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { tableNamed } from '../../bench/table-named.ts'
import { account } from '../../soak/account.ts'
import { buildTenant } from '../../support/builders.ts'
import { putAll } from '../../support/entity-table.ts'
import { useBrowser } from '../browser.ts'
import { client } from '../client.ts'
import { eventually } from '../eventually.ts'
import { onboard, PASSWORD, type Tenant } from '../onboarding.ts'
import { useOwnSystem } from '../system.ts'
import { credentials, signInByPage } from './sign-in.ts'
import { type Visitor, visitor } from './visitor.ts'

// Lists that are longer than what their requests may read, as people meet them: short and empty answers, and a search that asks to go on.
// Of its own: 1,200 tenants in every operator's list, and an order that is taken from everybody's lists.
const system = useOwnSystem()
const browser = useBrowser()
const run = Date.now().toString(36)
let tenant: Tenant
let dynamo: DynamoDBClient
let ada: Visitor

/** So large that one request reads about 70 of them. */
const PADDING = 'x'.repeat(15_500)
const PRODUCTS = 650
/** By age, from the youngest: the search begins there. */
const NAMES = new Map([
  [150, 'Near needle'],
  [600, 'Far needle'],
])

beforeAll(async () => {
  dynamo = new DynamoDBClient(account(system.endpoints))
  tenant = await onboard(system.endpoints, `Long ${run}`, `ada-${run}@long.example`)
  const name = await tableNamed(system.endpoints, 'ProductsTable')
  const { tenantId } = tenant.config
  let made = 0
  const products = shardedTable({
    table: table(dynamo, name),
    tenant: { tenantId, readShards: 1, writeShards: 1, versions: new Versions(null) },
    entity: entityOf('products'),
    // A millisecond for each, so that they are in order.
    system: { now: () => Date.UTC(2026, 0, 1) + made++, random: clock.random },
    lists: null,
  })
  const at = new Date().toISOString()
  const items = Array.from({ length: PRODUCTS }, (_, n) => {
    const name = NAMES.get(PRODUCTS - 1 - n) ?? 'Straw'
    const content = { name, sku: 'S', priceMinor: 100, currency: 'USD', category: 'Field', stock: 1 }
    return { ...products.item({ id: products.newId(), ...content, createdAt: at, updatedAt: at }), padding: PADDING }
  })
  await putAll(dynamo, name, items)
  ada = await signedIn()
})

/** By name: the test is compiled where there is no shop too. */
function entityOf(collection: string): AnyEntity {
  const found = SERVICES.flatMap(({ entities }: Service) => entities).find((entity) => entity.collection === collection)
  if (!found) throw new Error(`No service has ${collection}`)
  return found
}

async function signedIn(): Promise<Visitor> {
  const one = await visitor(browser.context, system.endpoints)
  const { config, email } = tenant
  await signInByPage(one.page, system.endpoints, { tenant: config.name, email, password: PASSWORD })
  return one
}

/** Records every text like this that the page shows, also for a moment. */
const recording = (text: RegExp): string => `
  globalThis.shownTexts = []
  new MutationObserver(() => {
    const text = document.querySelector('main')?.innerText.match(${text})?.[0]
    if (text && shownTexts.at(-1) !== text) shownTexts.push(text)
  }).observe(document, { subtree: true, childList: true, characterData: true })`
const shownTexts = (page: Page): Promise<string[]> => page.evaluate('shownTexts')

const search = (page: Page, term: string) => page.getByPlaceholder('Search name, SKU or category').fill(term)
/** What the list says below its rows; a screen reader is told by another element, outside of the page's root. */
const status = (page: Page, text: string) => page.locator('#root').getByText(text, { exact: true }).waitFor()
const focused = (page: Page): Promise<string> => page.evaluate('document.activeElement.textContent')

test('an empty first answer is not shown: the list goes on by itself to what it finds', async () => {
  const { page } = ada
  await page.getByRole('link', { name: 'Products', exact: true }).first().click()
  await page.getByRole('link', { name: 'Straw' }).first().waitFor()
  const first = (await tenant.api.get('/products?order=desc&search=near')).body
  expect(first).toMatchObject({ items: [], nextCursor: expect.any(String) })

  await page.evaluate(recording(/Nothing[^\n]*|No products yet/))
  await search(page, 'near')
  await page.getByRole('link', { name: 'Near needle' }).waitFor()
  expect(await shownTexts(page)).toEqual([])
  expect(await page.getByRole('link', { name: 'Straw' }).count()).toBe(0)
})

test('after five requests the page asks, and a person with a keyboard and a screen reader goes on to the end', async () => {
  const { page, ...user } = ada
  let requests = 0
  page.on('request', (request) => {
    if (request.method() === 'GET' && request.url().includes('search=far')) requests += 1
  })
  await search(page, 'far')
  const button = page.getByRole('button', { name: 'Search further' })
  await status(page, 'Only a part of the list has been searched.')
  expect(requests).toBe(5)
  expect(await page.getByRole('link', { name: 'Far needle' }).count()).toBe(0)
  await page
    .locator('[aria-live=polite]', { hasText: 'Only a part of the list has been searched.' })
    .waitFor({ state: 'attached' })
  await user.expectAccessible()

  await button.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: 'Far needle' }).waitFor()
  await status(page, 'The whole list has been searched.')
  await eventually('the focus to be on what the search has come to', async () =>
    (await focused(page)).includes('The whole list has been searched.'),
  )
  await user.expectAccessible()
  user.expectClean()
})

test('a connection that fails while the search goes on leaves what was found, says why, and can be tried again', async () => {
  const { page } = ada
  await search(page, 'needle')
  const button = page.getByRole('button', { name: 'Search further' })
  await status(page, '1 found so far. Only a part of the list has been searched.')
  await page.route('**/products?*search=needle*', (route) => route.abort())
  await button.click()
  await status(page, 'The service cannot be reached. Check your connection and try again.')
  expect(await page.getByRole('link', { name: 'Near needle' }).count()).toBe(1)
  await page.unroute('**/products?*search=needle*')
  await button.click()
  await page.getByRole('link', { name: 'Far needle' }).waitFor()
  expect(await page.getByRole('link', { name: 'Near needle' }).count()).toBe(1)
})

test('an order that is not offered yet cannot be chosen and a link to it shows the default order without an error, and it comes when every item is sorted', async () => {
  const { page, ...user } = await signedIn()
  const lists = table(dynamo, await tableNamed(system.endpoints, 'app-plane-ListsTable'))
  const orders = entityOf('orders')
  const uses = slotUses(orders)
  const isTotal = (use: string) => use.includes(':total@')
  const filling = { uses, notBefore: Date.now() + 3_600_000, tenantId: null, shard: 0, after: null, written: 0 }
  const id = listStateId(orders.collection)
  await lists.put({ id, complete: uses.filter((use) => !isTotal(use)), filling, version: 100 })
  await untilOffered(['createdAt', 'name'])

  await page.addInitScript(recording(/This cannot be shown[^\n]*/))
  await page.goto(`${system.endpoints.web}app/orders?sort=total&order=asc`)
  const sortable = (name: string) => page.getByRole('columnheader', { name }).getByRole('button')
  await sortable('Placed').waitFor()
  await eventually('the order not to be offered', async () => (await sortable('Total').count()) === 0)
  await page.getByRole('heading', { name: 'No orders yet' }).or(page.getByText('No orders yet')).first().waitFor()
  expect(await sortable('Order').count()).toBe(1)
  user.expectClean()

  // For some seconds after a change the document may be ahead of the function that lists.
  await page.route('**/openapi.json', async (route) => {
    const response = await route.fetch()
    const document = await response.json()
    sortParameter(document).schema.enum.push('total')
    await route.fulfill({ response, json: document })
  })
  const refused = page.waitForResponse(
    (response) => response.url().includes('sort=total') && response.request().resourceType() !== 'document',
  )
  await page.reload()
  expect((await refused).status()).toBe(400)
  await sortable('Placed').waitFor()
  await eventually('the order not to be offered', async () => (await sortable('Total').count()) === 0)
  await page.getByText('No orders yet').first().waitFor()
  expect(await shownTexts(page)).toEqual([])
  await page.unroute('**/openapi.json')

  await lists.put({ id, complete: uses, filling: null, version: 101 })
  await untilOffered(['createdAt', 'name', 'total'])
  await page.reload()
  await sortable('Total').waitFor()
  user.expectClean([400])
  await page.close()
})

const untilOffered = (sorts: string[]) =>
  eventually(`the document to offer ${sorts}`, async () => {
    const { body } = await client(tenant.config.apiUrl).get('/openapi.json')
    return JSON.stringify(sortParameter(body).schema.enum) === JSON.stringify(sorts)
  })

const sortParameter = (document: { paths: Record<string, { get: { parameters: Parameter[] } }> }): Parameter => {
  const found = document.paths['/orders']?.get.parameters.find(({ name }) => name === 'sort')
  if (!found) throw new Error('Orders have no sort')
  return found
}
interface Parameter {
  name: string
  schema: { enum: string[] }
}

test('an operator finds the one tenant of a tier among many, as far away as it may be', async () => {
  const name = await tableNamed(system.endpoints, 'TenantsTable')
  const others = Array.from({ length: 1_200 }, (_, n) => {
    const tenantId = `many${String(n).padStart(8, '0')}`
    return tenantItem({
      ...buildTenant('active'),
      tenantId,
      name: `Many ${n}`,
      createdAt: new Date(Date.UTC(2030, 0, 1) + n).toISOString(),
    })
  })
  await putAll(dynamo, name, others)
  await onboard(system.endpoints, `Rare ${run}`, `rare-${run}@long.example`, 'Premium')
  const { page, ...operator } = await visitor(browser.context, system.endpoints)
  const { username: email, password } = system.endpoints.operator
  await page.goto(`${system.endpoints.console}tenants?tier=Premium`)
  await credentials(page, { email, password })
  const button = page.getByRole('button', { name: 'Search further' })
  await status(page, 'Only a part of the list has been searched.')
  await operator.expectAccessible()
  await button.focus()
  await page.keyboard.press('Space')
  await page.getByRole('link', { name: `Rare ${run}` }).waitFor()
  await status(page, 'The whole list has been searched.')
  operator.expectClean()
  await page.close()
})
