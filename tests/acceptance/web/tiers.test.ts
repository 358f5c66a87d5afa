import { expect, test } from 'vitest'
import { useBrowser } from '../browser.ts'
import { client } from '../client.ts'
import { operatorClient } from '../operator-client.ts'
import { useSystem } from '../system.ts'
import { credentials } from './sign-in.ts'
import { type Visitor, visitor } from './visitor.ts'

// An operator edits the tiers: makes one, changes it while somebody else does the same, retires it, and offers it again.
const system = useSystem()
const browser = useBrowser()
const name = `Gold ${Date.now().toString(36)}`
let operator: Visitor

const button = (label: string) => operator.page.getByRole('button', { name: label, exact: true })
const row = () => operator.page.getByRole('row', { name: new RegExp(`^${name}`) })

test('the tiers stand in their order on one page, which has no pager', async () => {
  operator = await visitor(browser.context, system.endpoints)
  const { page } = operator
  await page.goto(`${system.endpoints.console}tiers`)
  await page.getByLabel('E-mail').waitFor()
  const { username: email, password } = system.endpoints.operator
  await credentials(page, { email, password })
  await page.getByRole('row', { name: /^Platinum/ }).waitFor()
  const names = await page.getByRole('table', { name: 'Tiers' }).getByRole('rowheader').allInnerTexts()
  expect(names.slice(0, 4)).toEqual(['Basic', 'Standard', 'Premium', 'Platinum'])
  expect(await page.getByRole('button', { name: 'Next page' }).count()).toBe(0)
  await operator.expectAccessible()
})

test('a tier is made: fields that are wrong are pointed at, and known entitlements are shown in words', async () => {
  const { page } = operator
  await page.getByRole('link', { name: 'Create a tier' }).or(button('Create a tier')).first().click()
  await button('Create').click()
  await page.getByText('A number from 1 to 10,000.').waitFor()
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Requests a second').fill('20')
  await page.getByLabel('Requests at once').fill('40')
  await page.getByLabel('Requests a month').fill('1000')
  await page.getByLabel('Price in US dollars a month').fill('19.90')
  await page.getByLabel('Entitlements').fill('isolated-credentials')
  await page.keyboard.press('Escape')
  await button('Add').click()
  await page.getByText('Isolation by tenant-scoped credentials').waitFor()
  await button('Add an allowance').click()
  await page.getByRole('combobox', { name: 'Of what' }).fill('reports')
  await page.keyboard.press('Escape')
  await page.getByRole('textbox', { name: 'At most' }).fill('2000')
  await operator.expectAccessible()
  await button('Create').click()
  await row().getByText('20 a second').waitFor()
  await row().getByText('$19.90').waitFor()
  await row().getByText('Reports: 2,000').waitFor()
})

test('a change on top of what somebody else changed meanwhile is refused, and made again on what is there now', async () => {
  const { page } = operator
  await page.getByRole('link', { name }).click()
  await page.getByLabel('Requests a second').fill('30')
  const api = operatorClient(system)
  expect(await api.put(`/tiers/${encodeURIComponent(name)}`, { burst: 50 })).toMatchObject({ status: 200 })
  await button('Save').click()
  await button('Reload and keep what I typed').click()
  await expect.poll(() => page.getByLabel('Requests at once').inputValue()).toBe('50')
  expect(await page.getByLabel('Requests a second').inputValue()).toBe('30')
  await button('Save').click()
  await row().getByText('30 a second').waitFor()
  await row().getByText('50 at once').waitFor()
})

test('a price has the day from which it holds, and the one before stays', async () => {
  const { page } = operator
  await page.getByRole('link', { name }).click()
  await button('Add a price').click()
  const nextYear = `${new Date().getUTCFullYear() + 1}-01-01`
  await page.getByPlaceholder('YYYY-MM-DD').fill(nextYear)
  await button('Save').click()
  await page.getByText('Each needs a day of its own, and an amount of 0 or more').waitFor()
  await page.getByLabel('Price in US dollars a month').last().fill('24.50')
  await operator.expectAccessible()
  await button('Save').click()
  await row().getByText(`$24.50 from ${nextYear}`).waitFor()
  await row().getByText('$19.90').waitFor()
})

test('a retired tier takes no new tenants until it is offered again', async () => {
  const { page } = operator
  await button(`Retire: ${name}`).click()
  await operator.expectAccessible()
  await page.getByRole('dialog').getByRole('button', { name: 'Retire' }).click()
  await row().getByText('Retired').waitFor()
  const offered = async () => (await client(system.endpoints.controlPlaneApi).get('/tiers?limit=100')).body.items
  expect(await offered()).not.toContainEqual(expect.objectContaining({ name }))
  await button(`Delete: ${name}`).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByText('It can be deleted when it has been so for an hour.').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await button(`Offer again: ${name}`).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Offer again' }).click()
  await row().getByText('Offered').waitFor()
  await button(`Retire: ${name}`).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Retire' }).click()
  await row().getByText('Retired').waitFor()
  operator.expectClean([409, 412])
})
