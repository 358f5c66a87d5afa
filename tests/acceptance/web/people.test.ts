import { beforeAll, expect, test } from 'vitest'
import { useBrowser } from '../browser.ts'
import { mailTo, onboard, PASSWORD, type Tenant, temporaryPassword } from '../onboarding.ts'
import { useSystem } from '../system.ts'
import { chooseFromMenu, credentials, signInByPage } from './sign-in.ts'
import { hold, slowDown, visitor } from './visitor.ts'

// People of one tenant and of two, each in tabs of their own.
const system = useSystem()
const browser = useBrowser()
const run = Date.now().toString(36)
const carl = { email: `carl-${run}@acme.example`, password: 'Carl-chose-this-1' }
let acme: Tenant
let globex: Tenant

beforeAll(async () => {
  acme = await onboard(system.endpoints, `Acme ${run}`, `ada-${run}@acme.example`)
  globex = await onboard(system.endpoints, `Globex ${run}`, `hank-${run}@globex.example`)
})

const ada = () => ({ tenant: acme.config.name, email: acme.email, password: PASSWORD })

test('an admin invites a person, who accepts and is not shown what admins do', async () => {
  const admin = await visitor(browser.context, system.endpoints)
  await signInByPage(admin.page, system.endpoints, ada())
  await admin.page.getByRole('link', { name: 'People' }).click()
  await admin.page.getByRole('button', { name: 'Invite somebody' }).click()
  await admin.page.getByLabel('E-mail').fill(carl.email)
  await admin.expectAccessible()
  await admin.page.getByRole('button', { name: 'Send the invitation' }).click()
  await admin.page.getByText(`An invitation is on its way to ${carl.email}`).waitFor()
  await admin.page.getByRole('button', { name: `Actions for ${carl.email}` }).waitFor()
  admin.expectClean()

  const { page, ...user } = await visitor(browser.context, system.endpoints)
  await page.goto(`${system.endpoints.web}sign-in?tenant=${encodeURIComponent(acme.config.name)}`)
  await credentials(page, {
    email: carl.email,
    password: temporaryPassword(await mailTo(system.endpoints, carl.email)),
  })
  await page.getByLabel('New password').fill(carl.password)
  await page.getByRole('button', { name: 'Set password and continue' }).click()
  await page.getByRole('heading', { name: acme.config.name, level: 1 }).waitFor()
  expect(await page.getByRole('link', { name: 'People' }).count()).toBe(0)
  await page.getByRole('link', { name: 'Products' }).first().click()
  await page.getByText('No products yet').waitFor()
  expect(await page.getByRole('link', { name: 'Add a product' }).count()).toBe(0)
  for (const address of ['app/people', 'app/products/new']) {
    await page.goto(`${system.endpoints.web}${address}`)
    await page.getByRole('heading', { name: 'There is no such page here' }).waitFor()
  }
  user.expectClean()
  await admin.page.close()
  await page.close()
})

test('a person of two tenants switches between them, and tabs in two tenants stay apart', async () => {
  expect((await globex.api.post('/users', { email: acme.email, role: 'TenantUser' })).status).toBe(201)
  const first = await visitor(browser.context, system.endpoints)
  await signInByPage(first.page, system.endpoints, ada())
  const second = await visitor(browser.context, system.endpoints)
  await signInByPage(second.page, system.endpoints, ada())

  await chooseFromMenu(first.page, /: switch/, `Accept the invitation to ${globex.config.name}`)
  const question = first.page.getByRole('dialog')
  await question.getByText(globex.email).waitFor()
  await question.getByText(/a tenant since/).waitFor()
  await first.expectAccessible()
  // What the page of the one tenant does while the tab becomes another one's, a slow browser has time to do.
  await slowDown(first.page, 6)
  await question.getByRole('button', { name: 'Accept' }).click()
  await first.page.getByRole('heading', { name: globex.config.name, level: 1 }).waitFor()
  await slowDown(first.page, 1)
  expect(await first.page.getByRole('link', { name: 'People' }).count()).toBe(0)

  await second.page.reload()
  await second.page.getByRole('heading', { name: acme.config.name, level: 1 }).waitFor()
  await second.page.getByRole('link', { name: 'People' }).waitFor()
  await first.page.reload()
  await first.page.getByRole('heading', { name: globex.config.name, level: 1 }).waitFor()

  await chooseFromMenu(first.page, /: switch/, acme.config.name)
  await first.page.getByRole('heading', { name: acme.config.name, level: 1 }).waitFor()
  for (const tab of [first, second]) {
    tab.expectClean()
    await tab.page.close()
  }
})

test('a change shows at once; what the service refuses is taken back, with the reason', async () => {
  const mina = `mina-${run}@acme.example`
  const { id } = (await acme.api.post('/users', { email: mina, role: 'TenantUser' })).body
  const { page, ...admin } = await visitor(browser.context, system.endpoints)
  await signInByPage(page, system.endpoints, ada())
  await page.getByRole('link', { name: 'People' }).click()
  const row = page.getByRole('row', { name: new RegExp(mina) })
  const choose = async (entry: string) => {
    await page.getByRole('button', { name: `Actions for ${mina}` }).click()
    await page.getByRole('menuitem', { name: entry }).click()
  }
  let release = await hold(page, 'PUT', '**/users/*')
  await choose('Make an admin')
  await row.getByText('Admin', { exact: true }).waitFor()
  release()
  await page.getByText(`${mina} is an admin.`).waitFor()
  expect((await acme.api.get(`/users/${id}`)).body).toMatchObject({ role: 'TenantAdmin' })

  // Meanwhile somebody else removes her, and the list that is read again after each change does not show it yet.
  const releaseList = await hold(page, 'GET', '**/users?*')
  expect((await acme.api.delete(`/users/${id}`)).status).toBe(204)
  release = await hold(page, 'PUT', '**/users/*')
  await choose('Disable')
  await row.getByText('Disabled', { exact: true }).waitFor()
  release()
  releaseList()
  await page.getByRole('alert').getByText('There is no').waitFor()
  await row.waitFor({ state: 'detached' })
  admin.expectClean([404])
  await page.close()
})

test('whoever is removed reads so on their open page', async () => {
  const { page, ...user } = await visitor(browser.context, system.endpoints)
  await signInByPage(page, system.endpoints, { tenant: acme.config.name, ...carl })
  const { items } = (await acme.api.get('/users')).body
  const { id } = items.find(({ email }: { email: string }) => email === carl.email)
  expect((await acme.api.delete(`/users/${id}`)).status).toBe(204)
  await page.getByRole('heading', { name: `You are not a member of ${acme.config.name} any more` }).waitFor()
  await user.expectAccessible()
  user.expectClean([403])
  await page.close()
})
