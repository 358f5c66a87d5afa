import { expect, test } from 'vitest'
import { useBrowser } from '../browser.ts'
import { confirmationCode, mailTo, PASSWORD, temporaryPassword } from '../onboarding.ts'
import { useOwnSystem } from '../system.ts'
import { credentials } from './sign-in.ts'
import { type Visitor, visitor } from './visitor.ts'

// A stranger finds the product, signs up, and takes the first order: through the pages alone, in a real browser.
// Of its own: half an hour to leap over, for a code to expire.
const system = useOwnSystem()
const browser = useBrowser()
const run = Date.now().toString(36)
const tenant = `Lumen ${run}`
const email = `ada-${run}@lumen.example`
let ada: Visitor

test('the landing page is read before any script runs, and a page that has to be loaded says so', async () => {
  const [landing, other] = await Promise.all(
    ['', 'sign-up'].map(async (path) => (await fetch(`${system.endpoints.web}${path}`)).text()),
  )
  expect(landing).toMatch(/<h1>Your team’s data.*<a [^>]*href="\/sign-up"/s)
  expect(landing).toContain('<title>Tenantry: your team’s data, isolated by design</title>')
  expect(other).toContain('aria-label="Loading"')
  for (const document of [landing, other]) expect(document).not.toMatch(/<style|style=|<script>/)
})

test('the landing page says what the product is and shows every tier', async () => {
  ada = await visitor(browser.context, system.endpoints)
  await ada.page.goto(system.endpoints.web)
  for (const tier of ['Basic', 'Standard', 'Premium', 'Platinum']) {
    await ada.page.getByRole('heading', { name: tier, exact: true }).waitFor()
  }
  await ada.page.getByText('50 requests a second, bursts of 100').waitFor()
})

test('the form says what is missing, and a sign-up leads to an invitation', async () => {
  const { page } = ada
  await page.getByRole('link', { name: 'Start with Standard' }).click()
  await page.getByRole('radio', { name: /^Standard/ }).waitFor()
  expect(await page.getByRole('radio', { name: /^Standard/ }).isChecked()).toBe(true)
  await page.getByRole('button', { name: 'Create my tenant' }).click()
  await page.getByText('A name of 1 to 64 characters, please.').waitFor()
  await page.getByText('An e-mail address, please').waitFor()
  await ada.expectAccessible()

  await page.getByLabel('Tenant name').fill(tenant)
  await page.getByLabel('Your e-mail').fill(email)
  await page.getByRole('button', { name: 'Create my tenant' }).click()
  await page.getByRole('heading', { name: 'Confirm your address' }).waitFor()
  await page.getByText(`We sent a code to ${email}.`).waitFor()
  await ada.expectAccessible()
})

test('a wrong code is refused, a reload keeps the place and the cool-down, and another code can be sent', async () => {
  const { page } = ada
  const code = await confirmationCode(system.endpoints, email)
  await page.getByLabel('Code').fill(code === '000000' ? '000001' : '000000')
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByRole('alert').getByText('Tries that are left: 4').waitFor()
  await page.reload()
  await page.getByText(`We sent a code to ${email}.`).waitFor()
  const waiting = page.getByRole('button', { name: /^Send another code in 0:\d\d$/ })
  await waiting.waitFor()
  expect(await waiting.isDisabled()).toBe(true)
  await page.clock.install()
  await page.clock.fastForward(30_000)
  await page.getByRole('button', { name: 'Send another code', exact: true }).click()
  await page.getByText('Another code is on its way.').waitFor()
  await ada.expectAccessible()
})

test('the code leads to an invitation', async () => {
  const { page } = ada
  await page.getByLabel('Code').fill(await confirmationCode(system.endpoints, email))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByRole('heading', { name: 'Check your mail' }).waitFor()
  await ada.expectAccessible()
})

test('a code that was tried too often, and a sign-up that has expired, say what to do', async () => {
  const late = await visitor(browser.context, system.endpoints)
  const { page } = late
  await page.goto(`${system.endpoints.web}sign-up?tier=Basic`)
  await page.getByLabel('Tenant name').fill(`Late ${run}`)
  await page.getByLabel('Your e-mail').fill(`late-${run}@lumen.example`)
  await page.getByRole('button', { name: 'Create my tenant' }).click()
  const code = await confirmationCode(system.endpoints, `late-${run}@lumen.example`)
  for (let tries = 5; tries > 0; tries--) {
    await page.getByLabel('Code').fill(code === '000000' ? '000001' : '000000')
    await page.getByRole('button', { name: 'Confirm' }).click()
    await page.getByText(tries > 1 ? `Tries that are left: ${tries - 1}` : 'tried too often').waitFor()
  }
  system.leap(31 * 60)
  // Functions that wait for so long are started anew. The page looks by itself how the sign-up stands, and may be first to find out.
  const [refused, over] = [
    page.getByText('The code has expired'),
    page.getByText('its code has expired after 30 minutes'),
  ]
  await page.getByRole('button', { name: 'Confirm' }).click()
  await refused.or(over).first().waitFor()
  await page.reload()
  await over.waitFor()
  await page.getByRole('link', { name: 'Sign up again' }).click()
  expect(await page.getByLabel('Tenant name').inputValue()).toBe(`Late ${run}`)
  late.expectClean([400, 404, 500])
})

test('a first sign-in asks for a password of one’s own, and leads into the tenant', async () => {
  const { page } = ada
  const mail = await mailTo(system.endpoints, email)
  const password = temporaryPassword(mail)
  // The mail says where: on AWS and on a laptop, the address that the site really has.
  const [link = ''] = new RegExp(`^${system.endpoints.web}sign-in.*$`, 'm').exec(mail.text) ?? []
  await page.goto(link)
  await page.getByRole('heading', { name: `Sign in to ${tenant}` }).waitFor()
  await credentials(page, { email, password })
  await page.getByLabel('New password').fill('short')
  await page.getByText('It needs 12 characters or more.').waitFor()
  await page.getByLabel('New password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Set password and continue' }).click()
  await page.getByRole('heading', { name: tenant, level: 1 }).waitFor()
  await page.getByText('Add what you sell').waitFor()
  await ada.expectAccessible()
})

test('a product is added, ordered and taken from stock', async () => {
  const { page } = ada
  await page.getByRole('link', { name: 'Add a product' }).click()
  await page.getByLabel('Name', { exact: true }).fill('Desk lamp')
  await page.getByLabel('SKU').fill('L-1')
  await page.getByLabel('Category').fill('Light')
  await page.getByLabel('Price in US dollars').fill('19.999')
  await page.getByLabel('Stock').fill('5')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByText('Enter an amount of 0 or more with at most two decimals.').waitFor()
  await ada.expectAccessible()
  await page.getByLabel('Price in US dollars').fill('19.99')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('link', { name: 'Desk lamp' }).waitFor()

  await page.getByRole('link', { name: 'Orders' }).first().click()
  await page.getByText('No orders yet').waitFor()
  await page.getByRole('link', { name: 'New order' }).first().click()
  await page.getByLabel('Name of the order').fill('First order')
  await page.getByRole('button', { name: /Product 1/ }).click()
  await page.getByRole('option', { name: /Desk lamp/ }).click()
  await page.getByLabel('Quantity of product 1').fill('9')
  await page.getByRole('button', { name: 'Place the order' }).click()
  await page.getByText('Only 5 are in stock.').waitFor()
  await page.getByLabel('Quantity of product 1').fill('2')
  await page.getByText('Total $39.98').waitFor()
  await ada.expectAccessible()
  await page.getByRole('button', { name: 'Place the order' }).click()
  await page.getByRole('heading', { name: 'First order', level: 1 }).waitFor()

  await page.getByRole('link', { name: 'Desk lamp' }).click()
  await page.getByText('3 left').waitFor()
  ada.expectClean([400])
})

test('a name that is taken leads to its sign-in', async () => {
  const stranger = await visitor(browser.context, system.endpoints)
  await stranger.page.goto(`${system.endpoints.web}sign-up?tier=Basic`)
  await stranger.page.getByLabel('Tenant name').fill(tenant.toUpperCase())
  await stranger.page.getByLabel('Your e-mail').fill('other@lumen.example')
  await stranger.page.getByRole('button', { name: 'Create my tenant' }).click()
  await stranger.page.getByRole('link', { name: `Sign in to ${tenant.toUpperCase()}` }).click()
  await stranger.page.getByRole('heading', { name: `Sign in to ${tenant}` }).waitFor()
  stranger.expectClean([409])
})
