import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { useBrowser } from '../browser.ts'
import { mailTo, onboard, PASSWORD, type Tenant, temporaryPassword } from '../onboarding.ts'
import { operatorClient } from '../operator-client.ts'
import { useSystem } from '../system.ts'
import { answerCosts, sampleCosts } from './sample-costs.ts'
import { credentials } from './sign-in.ts'
import { type Visitor, visitor } from './visitor.ts'

// A system admin finds out what tenants cost, down to the lines of the bill, and which of them lose money. The pages are under test, so the
// answers about costs are known ones.
const system = useSystem()
const browser = useBrowser()
const run = Date.now().toString(36)
const name = `Costly ${run}`
/** A tenant that was deleted: its costs stay, its name does not. */
const GONE = { tenantId: 'tnt_01gone0000000000000000000', tier: 'Basic' }
const today = new Date()
let tenant: Tenant
let sample: ReturnType<typeof sampleCosts>
let admin: Visitor

beforeAll(async () => {
  tenant = await onboard(system.endpoints, name, `ada-${run}@costly.example`)
  sample = sampleCosts([GONE, { tenantId: tenant.config.tenantId, tier: 'Premium' }], today)
  admin = await visitor(browser.context, system.endpoints)
  await answerCosts(admin.page, system.endpoints.controlPlaneApi, sample)
  await admin.page.goto(system.endpoints.console)
  const { username: email, password } = system.endpoints.operator
  await credentials(admin.page, { email, password })
})

const link = (text: string | RegExp) => admin.page.getByRole('link', { name: text, exact: true })
const row = (text: string | RegExp) => admin.page.getByRole('row', { name: text })
const tab = (text: string) => admin.page.getByRole('tab', { name: text })
const choose = (text: string) => admin.page.getByRole('button', { name: text, exact: true }).click()
const pico = (text: string) => BigInt(text.replace(/[$.]/g, ''))
/** The exact amount that a place shows: pointing at it tells all digits. */
const amountIn = async (place: ReturnType<typeof row>) =>
  pico((await place.locator('.amount').first().getAttribute('title')) ?? '')
const sumOf = (costs: { cost: string }[]) => costs.reduce((sum, { cost }) => sum + pico(cost), 0n)

test('costs stand by tenant, with what nobody bears, and add up to the bill', async () => {
  const { page } = admin
  await link('Costs').click()
  await row(new RegExp(`^${name}`)).waitFor()
  await row(new RegExp(`^${GONE.tenantId}`)).waitFor()
  await page.getByText('Day by day').waitFor()
  await admin.expectAccessible()
  const rows = [new RegExp(`^${name}`), new RegExp(`^${GONE.tenantId}`), /^Unallocated/]
  const shown = await Promise.all(rows.map((one) => amountIn(row(one))))
  const week = sample.days[6] ?? ''
  const bill = [...sample.costs, ...sample.unallocated].filter(({ from }) => from >= week)
  expect(shown.reduce((sum, amount) => sum + amount, 0n)).toBe(sumOf(bill))
})

test('a figure leads on to services, days and the lines of the bill behind it', async () => {
  const { page } = admin
  await row(new RegExp(`^${name}`))
    .getByRole('link', { name: /^\$/ })
    .click()
  await page.waitForURL(/by=service/)
  await row(/^AWSLambda/)
    .getByRole('link', { name: /^\$/ })
    .click()
  await page.waitForURL(/by=day/)
  await admin.expectAccessible()
  const day = today.toISOString().slice(0, 10)
  const figure = await amountIn(row(new RegExp(`^${day}`)))
  await row(new RegExp(`^${day}`))
    .getByRole('link', { name: /^\$/ })
    .click()
  await page.getByRole('heading', { name: `${name}: AWSLambda on ${day}` }).waitFor()
  await row(/^EU-ReadRequestUnits .* ddbReadUnits 250,000 62,500\.5 ÷ 250,000/)
    .first()
    .waitFor()
  const parts = await page
    .locator('td:last-child .amount')
    .evaluateAll((all) => all.map((one) => one.getAttribute('title') ?? ''))
  expect(parts.map(pico).reduce((sum, part) => sum + part, 0n)).toBe(figure)
  await admin.expectAccessible()
})

test('days, breakdown and narrowing stand in the address, and the back button finds them again', async () => {
  const { page } = admin
  await page.goBack()
  await row(/^\d{4}-\d\d-\d\d/)
    .first()
    .waitFor()
  await page.getByRole('button', { name: 'Not only AWSLambda' }).click()
  await page.waitForURL((url) => !url.searchParams.has('service') && url.searchParams.get('tenantId') !== null)
  await choose('By service')
  await row(/^AmazonApiGateway/).waitFor()
  await page.getByRole('button', { name: `Not only ${name}` }).click()
  await choose('By tier')
  await row(/^Premium/).waitFor()
  await page.getByRole('button', { name: 'Days, in UTC' }).click()
  await page.getByRole('radio', { name: 'Last 1 day' }).check()
  await page.getByRole('button', { name: 'Apply' }).click()
  await page.waitForURL(/from=.*&to=.*/)
  // The week's figure stands until the day's is there.
  await expect
    .poll(() => amountIn(row(/^Premium/)))
    .toBe(sumOf(sample.costs.filter(({ tier, from }) => tier === 'Premium' && from === sample.days[0])))
})

test('what is unallocated is explained by its cause, and leads to its lines', async () => {
  const { page } = admin
  await tab('Unallocated').click()
  await row(/^No driver Nothing that is metered says whose it is/).waitFor()
  await admin.expectAccessible()
  await row(/^AWSSupport/)
    .getByRole('link')
    .click()
  await page.getByRole('heading', { name: /^Unallocated: AWSSupport on/ }).waitFor()
  await page.getByRole('link', { name: 'Unallocated', exact: true }).click()
})

test('the margin of a month begins with who loses money, and previews the invoice', async () => {
  const { page } = admin
  await tab('Margin').click()
  await page.getByText('One tenant costs more than the price of its tier brings in.').waitFor()
  const first = page.getByRole('table', { name: 'Margins' }).getByRole('row').nth(1)
  await expect.poll(() => first.innerText()).toContain(name)
  await admin.expectAccessible()
  await first.getByRole('button', { name: /\$25\.00/ }).click()
  await page.getByText(/^Premium, .* at \$49\.00 a month:/).waitFor()
  await page.keyboard.press('Escape')
})

test('what changed says by what, and runs say what is closed', async () => {
  await tab('What changed').click()
  await row(new RegExp(`^${name} .* More use`)).waitFor()
  await row(/^Unallocated .* Less use, dearer use/).waitFor()
  await admin.expectAccessible()
  await tab('Runs').click()
  await row(/Running/).waitFor()
  await row(/Failed The bill names a driver that is none/).waitFor()
  await row(/Closed by its invoice/)
    .first()
    .waitFor()
  await admin.expectAccessible()
})

test('costs are saved as a FOCUS file, and those of a tenant stand on its page', async () => {
  const { page } = admin
  const download = page.waitForEvent('download')
  await choose('FOCUS export')
  expect(readFileSync(await (await download).path(), 'utf8')).toContain('x_TenantId')
  await page.goto(`${system.endpoints.console}tenants/${tenant.config.tenantId}`)
  await tab('Costs').click()
  await row(/^AmazonDynamoDB/).waitFor()
  await admin.expectAccessible()
  await page.setViewportSize({ width: 390, height: 800 })
  for (const path of ['costs', 'costs/unallocated', 'costs/margins', 'costs/changes', 'costs/runs']) {
    await page.goto(`${system.endpoints.console}${path}`)
    await page.getByText('Loading', { exact: true }).first().waitFor({ state: 'detached' })
    expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBe(390)
  }
  // The deleted tenant has no name.
  admin.expectClean([404])
})

test('support sees no costs: neither the page, nor the tab, nor the answers', async () => {
  const email = `sue-${run}@costly.example`
  const api = operatorClient(system)
  expect(await api.post('/operators', { email, role: 'CustomerSupport' })).toMatchObject({ status: 201 })
  const context = await browser.context.browser()?.newContext()
  if (!context) throw new Error('The browser has gone.')
  const sue = await visitor(context, system.endpoints)
  await sue.page.goto(system.endpoints.console)
  await credentials(sue.page, { email, password: temporaryPassword(await mailTo(system.endpoints, email)) })
  await sue.page.getByLabel('New password').fill(PASSWORD)
  await sue.page.getByRole('button', { name: 'Set password and continue' }).click()
  await sue.page.getByRole('link', { name: 'Overview' }).waitFor()
  expect(await sue.page.getByRole('link', { name: 'Costs' }).count()).toBe(0)
  for (const path of ['costs', 'costs/margins', `tenants/${tenant.config.tenantId}/costs`]) {
    await sue.page.goto(`${system.endpoints.console}${path}`)
    await sue.page.getByRole('heading', { name: 'Your role does not allow this' }).waitFor()
  }
  await sue.expectAccessible()
  await sue.page.goto(`${system.endpoints.console}tenants/${tenant.config.tenantId}`)
  await sue.page.getByRole('tab', { name: 'Usage' }).waitFor()
  expect(await sue.page.getByRole('tab', { name: 'Costs' }).count()).toBe(0)
  sue.expectClean()
  await context.close()
})
