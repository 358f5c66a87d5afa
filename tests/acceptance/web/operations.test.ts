import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { breakProduct } from '../break-product.ts'
import { useBrowser } from '../browser.ts'
import { onboard, PASSWORD, type Tenant } from '../onboarding.ts'
import { useOwnSystem } from '../system.ts'
import { untilMetered } from '../until-metered.ts'
import { credentials, signInByPage } from './sign-in.ts'
import { type Visitor, visitor } from './visitor.ts'

// Something breaks for a tenant. Operators find out what, and its admin sees it too.
// Of its own: pages that show the last minutes go by the machine's clock, which leaps of other files would leave behind.
const system = useOwnSystem()
const browser = useBrowser()
const run = Date.now().toString(36)
const name = `Hurt ${run}`
const CALLS = 20
let tenant: Tenant
let operator: Visitor
/** A request that failed. */
let requestId: string

beforeAll(async () => {
  const { endpoints } = system
  tenant = await onboard(endpoints, name, `ada-${run}@hurt.example`)
  await tenant.api.post('/users', { email: `carl-${run}@hurt.example`, role: 'TenantUser' })
  const broken = await breakProduct(endpoints, tenant)
  for (let call = 0; call < CALLS; call++) {
    const answer = await tenant.api.get(`/products/${broken}`)
    expect(answer.status).toBe(500)
    requestId = answer.headers.get('x-amzn-requestid') ?? ''
  }
  const { username: email, password } = endpoints.operator
  await untilMetered(system, { tenantId: tenant.config.tenantId, requestId })
  operator = await visitor(browser.context, endpoints)
  await operator.page.goto(endpoints.console)
  await credentials(operator.page, { email, password })
})

const link = (text: string | RegExp) => operator.page.getByRole('link', { name: text })
const row = (text: RegExp) => operator.page.getByRole('row', { name: text })
const tab = (text: string) => operator.page.getByRole('tab', { name: text })

test('from the overview it is two clicks to the line that says why a request failed', async () => {
  const { page } = operator
  await row(new RegExp(`^${name} Basic Failing`)).waitFor()
  await operator.expectAccessible()
  await row(new RegExp(`^${name} Basic Failing`))
    .getByRole('link')
    .click()
  await page.getByText('Server errors', { exact: true }).waitFor()
  await link(requestId).waitFor()
  await operator.expectAccessible()
  await link(requestId).click()
  await page.getByRole('heading', { name: `Request ${requestId}` }).waitFor()
  await page.getByText('request failed').first().waitFor()
  await row(/^getProduct products .*500/).waitFor()
  await operator.expectAccessible()
})

test('a story leads back to its tenant at that time, and the time stays from tab to tab', async () => {
  const { page } = operator
  await link(name).click()
  await page.getByText(/^The charts mark \d{4}-\d\d-\d\d \d\d:\d\d to \d\d:\d\d UTC\.$/).waitFor()
  await page.getByText('7 days', { exact: true }).click()
  await page.waitForURL(/window=7d/)
  await page.getByText('Last 7 days').waitFor()
  await tab('Requests').focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/requests\?from=.*&to=/)
  await link(requestId).waitFor()
  await page.getByRole('button', { name: 'Which requests' }).click()
  await page.getByRole('option', { name: 'Throttled only' }).click()
  await page.getByText('No such request in this time').waitFor()
  await operator.expectAccessible()
  await page.goBack()
  await link(requestId).waitFor()
})

test('usage stands by service and operation, and is downloaded as a table', async () => {
  const { page } = operator
  await tab('Usage').click()
  await row(/^getProduct products/)
    .first()
    .waitFor()
  await operator.expectAccessible()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download CSV' }).click()
  const file = readFileSync(await (await download).path(), 'utf8')
  const [header = '', ...rows] = file.trimEnd().split('\r\n')
  expect(header).toMatch(/^tenantId,from,to,service,operation,requests,errors,/)
  expect(rows.length).toBeGreaterThan(0)
  const own = rows.map((line) => line.split(',')).filter(([, , , , operation]) => operation === 'getProduct')
  expect(own.reduce((sum, [, , , , , requests]) => sum + Number(requests), 0)).toBe(CALLS)
})

test('an incident names who was hurt, by what and where, and leads to their health at that time', async () => {
  const { page } = operator
  await link('Incidents').click()
  const hurt = row(new RegExp(`^${name} Basic Errors .*products: getProduct ${CALLS} errors`))
  await hurt.waitFor()
  await operator.expectAccessible()
  await page.getByRole('button', { name: 'Interval, in UTC' }).click()
  await page.getByRole('radio', { name: 'Last 6 hours' }).check()
  await operator.expectAccessible()
  await page.getByRole('button', { name: 'Apply' }).click()
  await page.waitForURL(/incidents\?from=.*&to=/)
  await hurt.getByRole('link').click()
  await page.waitForURL(/\/health\?from=.*&to=/)
})

test('whoever has the id of a request finds it from any page', async () => {
  const { page } = operator
  const search = page.getByRole('searchbox', { name: 'Find a request by its id' })
  await search.fill(` ${requestId} `)
  await search.press('Enter')
  await page.getByText('request failed').first().waitFor()
  await search.fill('3f2b8c1e-0000-4c9e-9b1f-7a4d00000000')
  await search.press('Enter')
  await page.getByText('Nothing is known of this request').waitFor()
  await operator.expectAccessible()
  operator.expectClean([404])
})

test("the tenant's admin sees what the tenant used, what failed, and who changed its people", async () => {
  const ada = await visitor(browser.context, system.endpoints)
  const { page } = ada
  await signInByPage(page, system.endpoints, { tenant: name, email: tenant.email, password: PASSWORD })
  await page.getByRole('link', { name: 'Account', exact: true }).click()
  await page.getByRole('row', { name: new RegExp(`^products \\d+ ${CALLS} `) }).waitFor()
  await ada.expectAccessible()
  await page.getByRole('tab', { name: 'Errors' }).click()
  await page.getByText(requestId).waitFor()
  await ada.expectAccessible()
  await page.getByRole('tab', { name: 'Changes' }).click()
  await page.getByRole('row', { name: /^person\.invited/ }).waitFor()
  await ada.expectAccessible()
  // The home page looks for products.
  ada.expectClean([500])
})
