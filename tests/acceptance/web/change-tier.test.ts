import { expect, test } from 'vitest'
import { useBrowser } from '../browser.ts'
import { onboard, type Tenant } from '../onboarding.ts'
import { useSystem } from '../system.ts'
import { credentials, signInByPage } from './sign-in.ts'
import { untilWorkEnds } from './until-work-ends.ts'
import { type Visitor, visitor } from './visitor.ts'

// A tenant's admin asks for another tier, and an operator decides: declines once, and then changes the tier, and back.
const system = useSystem()
const browser = useBrowser()
const run = Date.now().toString(36)
const name = `Growing ${run}`
const email = `ada-${run}@growing.example`
let tenant: Tenant
let ada: Visitor
let operator: Visitor

const allDone = () => untilWorkEnds(system, operator.page, tenant.config.tenantId)
const tierOf = async () => (await tenant.api.get('/me')).body.tier
const ask = async (words: string) => {
  const { page } = ada
  await page.getByRole('button', { name: 'Ask for another tier' }).click()
  await page.getByText('Choose a tier', { exact: true }).click()
  await page.getByRole('option', { name: /^Premium/ }).click()
  await page.getByLabel('Message', { exact: true }).fill(words)
  await ada.expectAccessible()
  await page.getByRole('dialog').getByRole('button', { name: 'Ask', exact: true }).click()
  await page.getByText('You ask for the tier Premium').waitFor()
}
const dialog = () => operator.page.getByRole('dialog')

test("a tenant's admin sees what is left of the month, and asks for another tier", async () => {
  tenant = await onboard(system.endpoints, name, email)
  ada = await visitor(browser.context, system.endpoints)
  await signInByPage(ada.page, system.endpoints, { tenant: name, email, password: tenant.password })
  await ada.page.getByRole('link', { name: 'Account', exact: true }).click()
  await ada.page.getByText(/[\d,]+ of 1,000,000 are used\./).waitFor()
  await ada.expectAccessible()
  await ask('We grow.')
})

test('an operator sees who asks for what, and why, and declines it; the tenant sees the reason', async () => {
  operator = await visitor(browser.context, system.endpoints)
  const { page } = operator
  await page.goto(system.endpoints.console)
  const { username, password } = system.endpoints.operator
  await credentials(page, { email: username, password })
  await page
    .getByRole('row', { name: new RegExp(`^${name} for Premium in place of Basic ${email}`) })
    .getByRole('link', { name })
    .click()
  await page.getByText('Asks for the tier Premium').waitFor()
  await page.getByText('“We grow.”').waitFor()
  await operator.expectAccessible()
  await page.getByRole('button', { name: 'Decline' }).click()
  await page.getByLabel('Reason').fill('Let us talk first.')
  await dialog().getByRole('button', { name: 'Decline' }).click()
  await page.getByText('Asks for the tier Premium').waitFor({ state: 'detached' })
  await ada.page.reload()
  await ada.page.getByText('Let us talk first.').waitFor()
  await ada.page.getByRole('button', { name: 'Dismiss' }).click()
  await ada.page.getByText('Let us talk first.').waitFor({ state: 'detached' })
})

test('the operator gives the tenant the tier that it asks for, and follows the change to its end', async () => {
  const { page } = operator
  await ask('As we said.')
  await page.reload()
  await page.getByRole('button', { name: 'Change tier' }).click()
  await dialog().getByText('Premium', { exact: true }).first().waitFor()
  await operator.expectAccessible()
  await dialog().getByRole('button', { name: 'Change tier' }).click()
  await page.getByRole('heading', { name: 'Change of tier' }).waitFor()
  await allDone()
  await page.getByText('Asks for the tier Premium').waitFor({ state: 'detached' })
  expect(await tierOf()).toBe('Premium')
  await ada.page.reload()
  await ada.page.getByText(/[\d,]+ of 20,000,000 are used\./).waitFor()
})

test('a change back that is undone leaves the tenant the tier that it has', async () => {
  const { page } = operator
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Change tier' }).click()
  await dialog().getByText('Choose a tier', { exact: true }).click()
  await page.getByRole('option', { name: /^Basic/ }).click()
  await dialog().getByRole('button', { name: 'Change tier' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await operator.expectAccessible()
  await dialog().getByRole('button', { name: 'Undo' }).click()
  await allDone()
  await page.getByText('Undone', { exact: true }).first().waitFor()
  expect(await tierOf()).toBe('Premium')
  operator.expectClean()
  ada.expectClean()
})
