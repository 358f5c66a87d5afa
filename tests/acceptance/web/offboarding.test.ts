import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { useBrowser } from '../browser.ts'
import { onboard, type Tenant } from '../onboarding.ts'
import { useSystem } from '../system.ts'
import { credentials } from './sign-in.ts'
import { untilWorkEnds } from './until-work-ends.ts'
import { type Visitor, visitor } from './visitor.ts'

// An operator exports a tenant's data, offboards the tenant by typing its name, takes that back, and offboards it at last.
const system = useSystem()
const browser = useBrowser()
const run = Date.now().toString(36)
const name = `Leaving ${run}`
let tenant: Tenant
let operator: Visitor

const dialog = () => operator.page.getByRole('dialog')
const more = async (entry: string) => {
  await operator.page.getByRole('button', { name: 'More' }).click()
  await operator.page.getByRole('menuitem', { name: entry }).click()
}
const allDone = () => untilWorkEnds(system, operator.page, tenant.config.tenantId)

test('a tenant is exported, and the files of the export can be downloaded', async () => {
  tenant = await onboard(system.endpoints, name, `ada-${run}@leaving.example`)
  const lamp = { name: 'Lamp', sku: 'L-1', price: 19.99, category: 'Light', stock: 5 }
  expect(await tenant.api.post('/products', lamp)).toMatchObject({ status: 201 })
  operator = await visitor(browser.context, system.endpoints)
  const { page } = operator
  await page.goto(`${system.endpoints.console}tenants/${tenant.config.tenantId}`)
  await page.getByLabel('E-mail').waitFor()
  const { username: email, password } = system.endpoints.operator
  await credentials(page, { email, password })
  await page.getByRole('heading', { name, level: 1 }).waitFor()
  await more('Export')
  await dialog().getByRole('button', { name: 'Export' }).click()
  await allDone()
  await page.getByText('Files of the export').first().click()
  await operator.expectAccessible()
  const download = page.waitForEvent('download')
  await page
    .getByRole('button', { name: /^Download products/ })
    .first()
    .click()
  expect(readFileSync(await (await download).path(), 'utf8')).toContain('Lamp')
})

test('an offboarding begins only when the name was typed, and can be taken back in the days of grace', async () => {
  const { page } = operator
  await more('Offboard')
  const confirm = dialog().getByRole('button', { name: 'Offboard' })
  expect(await confirm.isDisabled()).toBe(true)
  await page.getByLabel('Days of grace').fill('3')
  await page.getByLabel(`Type ${name} to confirm`).fill(name.toUpperCase())
  expect(await confirm.isDisabled()).toBe(true)
  await page.getByLabel(`Type ${name} to confirm`).fill(name)
  await operator.expectAccessible()
  await confirm.click()
  await page.getByText('Begins at').first().waitFor()
  expect(await tenant.api.get('/me')).toMatchObject({ status: 200 })
  await page.getByRole('button', { name: 'Undo' }).click()
  await dialog().getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Undone', { exact: true }).first().waitFor()
  expect(await tenant.api.get('/me')).toMatchObject({ status: 200 })
})

test('without days of grace everything is deleted, and the report says what was and what remains', async () => {
  const { page } = operator
  await allDone()
  await page.reload()
  await more('Offboard')
  await page.getByLabel('Days of grace').fill('0')
  await page.getByLabel(`Type ${name} to confirm`).fill(name)
  await dialog().getByRole('button', { name: 'Offboard' }).click()
  await allDone()
  await page.getByText('This tenant was deleted').waitFor()
  await page.getByRole('row', { name: /^products 1 0/ }).waitFor()
  await page.getByRole('table', { name: 'What remains' }).getByRole('row').nth(1).waitFor()
  await operator.expectAccessible()
  operator.expectClean()
})
