import { beforeAll, expect, test } from 'vitest'
import { useBrowser } from '../browser.ts'
import { client } from '../client.ts'
import { onboard, PASSWORD, type Tenant } from '../onboarding.ts'
import { signInByAmplify } from '../person.ts'
import { useSystem } from '../system.ts'
import { chooseFromMenu, credentials, signInByPage } from './sign-in.ts'
import { visitor } from './visitor.ts'

// What people do to pages, and what happens to them: wrong passwords, deep links, a network that goes, a tenant that is suspended.
const system = useSystem()
const browser = useBrowser()
const run = Date.now().toString(36)
let tenant: Tenant

beforeAll(async () => {
  tenant = await onboard(system.endpoints, `Habits ${run}`, `ada-${run}@habits.example`)
})

const ada = () => ({ tenant: tenant.config.name, email: tenant.email, password: PASSWORD })

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
  const { body: order } = await placeOrder()
  const { page, ...user } = await visitor(browser.context, system.endpoints)
  await page.goto(`${system.endpoints.web}app/orders/${order.id}?tenant=${encodeURIComponent(tenant.config.name)}`)
  await credentials(page, ada())
  await page.getByRole('heading', { name: 'Linked order', level: 1 }).waitFor({ timeout: 60_000 })

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

test('a throttled page says how long to wait', async () => {
  const { page, ...user } = await visitor(browser.context, system.endpoints)
  await signInByPage(page, system.endpoints, ada())
  const body = { code: 'THROTTLED', message: 'Too fast.', requestId: 'r-1' }
  await page.route(`${tenant.config.apiUrl.replace(/\/$/, '')}/products*`, (route) =>
    route.fulfill({
      status: 429,
      json: body,
      headers: {
        'access-control-allow-origin': '*',
        'access-control-expose-headers': 'Retry-After',
        'retry-after': '30',
      },
    }),
  )
  await page.getByRole('link', { name: 'Products' }).first().click()
  await page
    .getByText('Your tenant sends more requests than its tier allows. Wait 30 seconds, then try again.')
    .waitFor()
  await user.expectAccessible()
  user.expectClean([429])
  await page.close()
})

test('without a network the page says so and keeps what it shows, and goes on by itself', async () => {
  const { page, ...user } = await visitor(browser.context, system.endpoints)
  await signInByPage(page, system.endpoints, ada())
  await page.getByRole('link', { name: 'Linked order' }).waitFor()
  await page.route(`${tenant.config.apiUrl.replace(/\/$/, '')}/**`, (route) => route.abort('internetdisconnected'))
  await page.evaluate("dispatchEvent(new Event('offline'))")
  await page.getByText('The service cannot be reached. What you see may be out of date').waitFor()
  expect(await page.getByRole('link', { name: 'Linked order' }).count()).toBe(1)
  await user.expectAccessible()
  await page.unroute(`${tenant.config.apiUrl.replace(/\/$/, '')}/**`)
  await page.evaluate("dispatchEvent(new Event('online'))")
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

test('when an operator suspends the tenant, its open page says so within a minute', async () => {
  const { page, ...user } = await visitor(browser.context, system.endpoints)
  await signInByPage(page, system.endpoints, ada())
  const { operator, controlPlaneApi } = system.endpoints
  const { username: email, password } = operator
  const operators = client(controlPlaneApi, await signInByAmplify(system.endpoints, operator, { email, password }))
  const suspended = await operators.post(`/tenants/${tenant.config.tenantId}/suspend`, { reason: 'unpaid' })
  expect(suspended.status).toBe(200)
  await page.getByRole('heading', { name: `${tenant.config.name} is suspended` }).waitFor({ timeout: 90_000 })
  await user.expectAccessible()
  user.expectClean([403])
  await page.close()
})

/** An order of a product, by the API. */
async function placeOrder() {
  const lamp = { name: 'Lamp', sku: 'L-1', price: 10, category: 'Light', stock: 5 }
  const { body: product } = await tenant.api.post('/products', lamp)
  return tenant.api.post('/orders', { name: 'Linked order', lines: [{ productId: product.id, quantity: 1 }] })
}
