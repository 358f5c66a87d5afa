import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { useBrowser } from '../browser.ts'
import { eventually } from '../eventually.ts'
import { onboard, PASSWORD, type Tenant } from '../onboarding.ts'
import { operatorClient } from '../operator-client.ts'
import { useSystem } from '../system.ts'
import { credentials, signInByPage } from './sign-in.ts'
import { visitor } from './visitor.ts'

// A form that was opened earlier, in one of two tabs.
const system = useSystem()
const browser = useBrowser()
const run = Date.now().toString(36)
const LAMP = { name: 'Lamp', sku: 'L-1', price: 10, category: 'Light', stock: 5 }
let tenant: Tenant

beforeAll(async () => {
  tenant = await onboard(system.endpoints, `Tabs ${run}`, `ada-${run}@tabs.example`)
})

const productOf = async (id: string) => (await tenant.api.get(`/products/${id}`)).body

async function editing(id: string) {
  const tab = await visitor(browser.context, system.endpoints)
  await signInByPage(tab.page, system.endpoints, {
    tenant: tenant.config.name,
    email: tenant.email,
    password: PASSWORD,
  })
  await tab.page.goto(`${system.endpoints.web}app/products/${id}/edit`)
  await tab.page.getByRole('heading', { name: 'Edit Lamp' }).waitFor()
  return tab
}

const fill = (page: Page, label: string, value: string) => page.getByLabel(label, { exact: true }).fill(value)
const save = (page: Page) => page.getByRole('button', { name: 'Save' }).click()

test('a form that another tab has overtaken saves nothing, and is reloaded with what was typed', async () => {
  const { id } = (await tenant.api.post('/products', LAMP)).body
  const first = await editing(id)
  const second = await editing(id)

  await fill(second.page, 'Name', 'Desk lamp')
  await save(second.page)
  await second.page.getByText('Desk lamp is saved.').waitFor()
  await tenant.api.post('/orders', { name: 'Order', lines: [{ productId: id, quantity: 2 }] })

  await fill(first.page, 'Category', 'Office')
  await save(first.page)
  await first.page.getByRole('alert').getByText('Somebody changed this since you opened it').waitFor()
  await first.expectAccessible()
  expect(await productOf(id)).toMatchObject({ name: 'Desk lamp', category: 'Light', stock: 3 })

  await first.page.getByText('Reload it with what you typed').click()
  await first.page.getByRole('heading', { name: 'Edit Desk lamp' }).waitFor()
  expect(await first.page.getByLabel('Name', { exact: true }).inputValue()).toBe('Desk lamp')
  expect(await first.page.getByLabel('Category', { exact: true }).inputValue()).toBe('Office')
  expect(await first.page.getByLabel('Stock', { exact: true }).inputValue()).toBe('3')
  await save(first.page)
  await first.page.getByText('Desk lamp is saved.').waitFor()
  expect(await productOf(id)).toMatchObject({ name: 'Desk lamp', category: 'Office', stock: 3 })
  first.expectClean([412])
  second.expectClean()
  await Promise.all([first.page.close(), second.page.close()])
})

test('an operator who confirms what another one has overtaken is told so, and keeps the reason that they typed', async () => {
  const { page, ...operator } = await visitor(browser.context, system.endpoints)
  const { username: email, password } = system.endpoints.operator
  const admin = operatorClient(system)
  const path = `/tenants/${tenant.config.tenantId}`
  await page.goto(`${system.endpoints.console}tenants/${tenant.config.tenantId}`)
  await credentials(page, { email, password })
  await page.getByRole('button', { name: 'Suspend' }).click()
  await page.getByLabel('Reason').fill('Unpaid since May')

  await admin.post(`${path}/suspend`, { reason: 'A mistake' })
  await admin.post(`${path}/reactivate`, undefined)
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click()
  await page.getByRole('dialog').getByText('Somebody changed this since you opened it').waitFor()
  await page.getByRole('button', { name: 'Reload and keep what I typed' }).click()
  await page.getByRole('dialog').getByText('Somebody changed this').waitFor({ state: 'detached' })
  expect(await page.getByLabel('Reason').inputValue()).toBe('Unpaid since May')
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend' }).click()
  await eventually('the tenant to be suspended for the reason that was typed', async () => {
    const { body } = await admin.get(path)
    return body.suspension === 'Unpaid since May'
  })
  operator.expectClean([412])
  await page.close()
})
