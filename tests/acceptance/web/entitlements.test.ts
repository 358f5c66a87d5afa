import { expect, test } from 'vitest'
import { useBrowser } from '../browser.ts'
import { onboard } from '../onboarding.ts'
import { operatorClient } from '../operator-client.ts'
import { useSystem } from '../system.ts'
import { signInByPage } from './sign-in.ts'
import { visitor } from './visitor.ts'

// A person of a tenant whose plan lacks something: pages say so, and where there is more.
const system = useSystem()
const browser = useBrowser()
const tier = `Plain ${Date.now().toString(36)}`

test('what the plan lacks is explained where it would be, and the account says which tiers have it', async () => {
  const { endpoints } = system
  const admin = operatorClient({ endpoints })
  const limits = { rate: 100, burst: 200, quota: 100_000, shards: 1, approval: false, priceCents: 0 }
  const made = await admin.post('/tiers', {
    name: tier,
    deployment: 'pool',
    ...limits,
    allowances: { 'monthly-orders': 500 },
  })
  expect(made).toMatchObject({ status: 201, body: { entitlements: [], allowances: { 'monthly-orders': 500 } } })
  const email = `ada@${tier.replace(' ', '-').toLowerCase()}.example`
  const { api, config, password } = await onboard(endpoints, tier, email, tier)
  const lamp = { name: 'Lamp', sku: 'L-1', price: 1, category: 'Light', stock: 10 }
  const { body: product } = await api.post('/products', lamp)
  const lines = [{ productId: product.id, quantity: 1 }]
  const { body: order } = await api.post('/orders', { name: 'First', lines })

  const person = await visitor(browser.context, endpoints)
  const { page } = person
  const at = `${endpoints.web}app/orders/${order.id}`
  await signInByPage(page, endpoints, { tenant: config.name, email, password })
  await page.goto(at)
  const button = page.getByRole('button', { name: 'Delivery note' })
  await button.waitFor()
  expect(await button.getAttribute('aria-disabled')).toBe('true')
  await person.expectAccessible()

  await page.goto(`${at}/delivery-note`)
  await page.getByRole('heading', { name: 'Not in your plan' }).waitFor()
  await page.getByText('Your plan does not include “Printable documents”.').waitFor()
  await person.expectAccessible()
  await page.getByRole('link', { name: 'See your plan' }).click()
  await page.getByText('Monthly orders: 500').waitFor()
  await page.getByText('Printable documents (Basic, Standard, Premium, Platinum)').waitFor()
  await person.expectAccessible()
  person.expectClean()
  await admin.delete(`/tiers/${encodeURIComponent(tier)}`)
})
