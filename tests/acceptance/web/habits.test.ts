import { beforeAll, expect, test } from 'vitest'
import { movePlan } from '../../bench/own-plan.ts'
import { useBrowser } from '../browser.ts'
import { eventually } from '../eventually.ts'
import { askForTenant, joinTenant, onboard, PASSWORD, registerForApproval, type Tenant } from '../onboarding.ts'
import { operatorClient } from '../operator-client.ts'
import { useSystem } from '../system.ts'
import { CONSOLE_PAGES, type Named, open, PUBLIC_PAGES } from './pages.ts'
import { chooseFromMenu, credentials, signInByPage } from './sign-in.ts'
import { hold, visitor } from './visitor.ts'

// What people do to pages, and what happens to them: wrong passwords, deep links, a network that goes, a tenant that is suspended.
const system = useSystem()
const browser = useBrowser()
const run = Date.now().toString(36)
let tenant: Tenant
let named: Named

beforeAll(async () => {
  tenant = await onboard(system.endpoints, `Habits ${run}`, `ada-${run}@habits.example`)
  const { name: tenantName, tenantId } = tenant.config
  const registration = await registerForApproval(system.endpoints, `Waiting ${run}`, `hank-${run}@waiting.example`)
  const lamp = { name: 'Lamp', sku: 'L-1', price: 10, category: 'Light', stock: 5 }
  const { id: product } = (await tenant.api.post('/products', lamp)).body
  const lines = [{ productId: product, quantity: 1 }]
  const { id: order } = (await tenant.api.post('/orders', { name: 'Linked order', lines })).body
  await tenant.api.post('/orders', { name: 'Kept order', lines })
  const asked = { tenantName: `Unconfirmed ${run}`, email: `bill-${run}@waiting.example`, tier: 'Basic' }
  const { registrationId: unconfirmed } = await askForTenant(system.endpoints, asked)
  const request = (await tenant.api.get('/me')).headers.get('x-amzn-requestid') ?? ''
  named = { tenantName, tenantId, product, order, registration, unconfirmed, request }
})

const ada = () => ({ tenant: tenant.config.name, email: tenant.email, password: PASSWORD })

test('no page of the public site keeps anybody out, in light and dark', async () => {
  const { page, ...user } = await visitor(browser.context, system.endpoints)
  await signInByPage(page, system.endpoints, ada())
  for (const address of Object.values(PUBLIC_PAGES)) {
    await open(page, `${system.endpoints.web}${address(named)}`)
    await user.expectAccessible()
  }
  user.expectClean()
  await page.close()
})

test('no page of the operator console keeps anybody out, in light and dark', async () => {
  const { page, ...operator } = await visitor(browser.context, system.endpoints)
  const { username: email, password } = system.endpoints.operator
  await page.goto(system.endpoints.console)
  await credentials(page, { email, password })
  await page.waitForURL(system.endpoints.console)
  for (const address of Object.values(CONSOLE_PAGES)) {
    await open(page, `${system.endpoints.console}${address(named)}`)
    await operator.expectAccessible()
  }
  operator.expectClean()
  await page.close()
})

test('an unknown tenant and a wrong password are told apart, and neither tells more', async () => {
  const { page, ...user } = await visitor(browser.context, system.endpoints)
  await page.goto(`${system.endpoints.web}sign-in?tenant=Nobody+${run}`)
  await page.getByText(`There is no active tenant “Nobody ${run}”`).waitFor()
  await user.expectAccessible()
  await page.getByLabel('Tenant name').fill(tenant.config.name)
  await page.getByRole('button', { name: 'Continue' }).click()
  await credentials(page, { email: tenant.email, password: 'Not-the-password-1' })
  await page.getByText('The e-mail address or the password is not right.').waitFor()
  await page.getByRole('button', { name: 'Forgot password?' }).click()
  await page.getByRole('button', { name: 'Send the code' }).waitFor()
  await user.expectAccessible()
  user.expectClean([404, 400])
  await page.close()
})

test('a deep link leads through the sign-in to where it points, and the back button keeps a search', async () => {
  const { page, ...user } = await visitor(browser.context, system.endpoints)
  await page.goto(`${system.endpoints.web}app/orders/${named.order}?tenant=${encodeURIComponent(tenant.config.name)}`)
  await credentials(page, ada())
  await page.getByRole('heading', { name: 'Linked order', level: 1 }).waitFor()

  await page.getByRole('link', { name: 'Products' }).first().click()
  await page.getByPlaceholder('Search name, SKU or category').fill('chair')
  await page.getByText('Nothing matches “chair”').waitFor()
  await page.getByRole('link', { name: 'Orders' }).first().click()
  await page.getByRole('link', { name: 'Linked order' }).waitFor()
  await page.goBack()
  await page.getByText('Nothing matches “chair”').waitFor()
  user.expectClean()
  await page.close()
})

test('no link leads out of the site after a sign-in', async () => {
  const { page } = await visitor(browser.context, system.endpoints)
  const name = encodeURIComponent(tenant.config.name)
  await page.goto(`${system.endpoints.web}sign-in?tenant=${name}&back=${encodeURIComponent('//evil.example/app')}`)
  await credentials(page, ada())
  await page.waitForURL(`${system.endpoints.web}app`)
  await page.close()
})

test('a page of a tenant that exceeds its rate says how long to wait, and takes back what was refused', async () => {
  const { page, ...user } = await visitor(browser.context, system.endpoints)
  await signInByPage(page, system.endpoints, ada())
  await page.getByRole('link', { name: 'Orders' }).first().click()
  await page.getByRole('link', { name: 'Linked order' }).click()
  await page.getByRole('heading', { name: 'Linked order', level: 1 }).waitFor()
  await page.goBack()
  // A token each quarter of an hour: whatever the machine's speed, the next call exceeds that.
  await movePlan(system.endpoints, [tenant], { name: `slow-${run}`, rate: 0.001, burst: 1 })
  await eventually('the tenant to be throttled', async () => (await tenant.api.get('/products')).status === 429)
  await page.getByRole('link', { name: 'Products' }).first().click()
  await page.getByText('Your tenant sends more requests than its tier allows. Wait a second, then try again.').waitFor()
  await user.expectAccessible()

  // What it deletes meanwhile goes from the list at once, and comes back when the refusal does.
  await page.goBack()
  await page.getByRole('link', { name: 'Linked order' }).click()
  await page.getByRole('button', { name: 'Delete' }).click()
  const release = await hold(page, 'DELETE', '**/orders/*')
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.waitForURL(/\/orders$/)
  await page.getByRole('link', { name: 'Kept order' }).waitFor()
  expect(await page.getByRole('link', { name: 'Linked order' }).count()).toBe(0)
  release()
  await page.getByRole('link', { name: 'Linked order' }).waitFor()
  await page.getByRole('alert').getByText('Your tenant sends more requests').waitFor()

  await movePlan(system.endpoints, [tenant], { name: `fast-${run}`, rate: 50, burst: 100 })
  await page.getByRole('link', { name: 'Products' }).first().click()
  await page.getByRole('link', { name: 'Lamp' }).waitFor()
  user.expectClean([429])
  await page.close()
})

test('without a network the page says so and keeps what it shows, and goes on by itself', async () => {
  const { page } = await visitor(browser.context, system.endpoints)
  await signInByPage(page, system.endpoints, ada())
  await page.getByRole('link', { name: 'Linked order' }).waitFor()
  await browser.context.setOffline(true)
  await page.getByText('The service cannot be reached. What you see may be out of date').waitFor()
  expect(await page.getByRole('link', { name: 'Linked order' }).count()).toBe(1)
  await browser.context.setOffline(false)
  await page.getByText('The service cannot be reached. What you see may be out of date').waitFor({ state: 'detached' })
  await page.close()
})

test('signing out ends the session of the tab', async () => {
  const { page, ...user } = await visitor(browser.context, system.endpoints)
  await signInByPage(page, system.endpoints, ada())
  await chooseFromMenu(page, /: account/, 'Sign out')
  await page.getByRole('heading', { name: `Sign in to ${tenant.config.name}` }).waitFor()
  await page.goto(`${system.endpoints.web}app/orders`)
  await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor()
  user.expectClean()
  await page.close()
})

test('signing out everywhere ends the sessions of other browsers too', async () => {
  const sam = await joinTenant(system.endpoints, tenant, `sam-${run}@linked.example`, 'TenantUser')
  const { page, ...user } = await visitor(browser.context, system.endpoints)
  await signInByPage(page, system.endpoints, { tenant: tenant.config.name, email: sam.email, password: PASSWORD })
  await page.getByRole('link', { name: 'Linked order' }).waitFor()
  // Tokens tell whole seconds.
  const second = Math.floor(Date.now() / 1000)
  await eventually('the next second', async () => Math.floor(Date.now() / 1000) > second)
  await chooseFromMenu(page, /: account/, /^Sign out everywhere/)
  await page.getByRole('heading', { name: `Sign in to ${tenant.config.name}` }).waitFor()
  await eventually('the other session to end', async () => {
    system.leap(1)
    return (await sam.api.get('/me')).status === 401
  })
  user.expectClean()
  await page.close()
})

test('when an operator suspends the tenant, its open page says so within a minute', async () => {
  const { page, ...user } = await visitor(browser.context, system.endpoints)
  await signInByPage(page, system.endpoints, ada())
  const operators = operatorClient(system)
  const suspended = await operators.post(`/tenants/${tenant.config.tenantId}/suspend`, { reason: 'unpaid' })
  expect(suspended.status).toBe(200)
  await eventually('the suspension to be seen', async () => {
    system.leap(1)
    return (await tenant.api.get('/me')).status === 403
  })
  await page.getByRole('heading', { name: `${tenant.config.name} is suspended` }).waitFor()
  await user.expectAccessible()
  user.expectClean([403])
  await page.close()
})
