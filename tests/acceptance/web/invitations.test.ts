import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { useBrowser } from '../browser.ts'
import { eventually } from '../eventually.ts'
import { mailTo, onboard, PASSWORD, register, type Tenant, temporaryPassword } from '../onboarding.ts'
import { useSystem } from '../system.ts'
import { credentials, signInByPage } from './sign-in.ts'
import { visitor } from './visitor.ts'

// Invitations as people meet them: lost, sent again, from a second tenant, and at a forgotten password.
const system = useSystem()
const browser = useBrowser()
const run = Date.now().toString(36)
let acme: Tenant
let globex: Tenant

beforeAll(async () => {
  acme = await onboard(system.endpoints, `Acme ${run}`, `ada-${run}@acme.example`)
  globex = await onboard(system.endpoints, `Globex ${run}`, `hank-${run}@globex.example`)
})

const newestPassword = async (email: string) => temporaryPassword(await mailTo(system.endpoints, email))
const freshPassword = (email: string, lost: string) =>
  eventually('a fresh password', async () => {
    const newest = await newestPassword(email)
    return newest !== lost && newest
  })
const signInPage = (page: Page, { config }: Pick<Tenant, 'config'>) =>
  page.goto(`${system.endpoints.web}sign-in?tenant=${encodeURIComponent(config.name)}`)
const inside = (page: Page, { config }: Pick<Tenant, 'config'>) =>
  page.getByRole('heading', { name: config.name, level: 1 }).waitFor()

async function choosePassword(page: Page): Promise<void> {
  await page.getByLabel('New password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Set password and continue' }).click()
}

test('an admin sends a lost invitation again, and its person gets in', async () => {
  const email = `lena-${run}@people.example`
  await acme.api.post('/users', { email, role: 'TenantUser' })
  const lost = await newestPassword(email)
  const admin = await visitor(browser.context, system.endpoints)
  await signInByPage(admin.page, system.endpoints, { tenant: acme.config.name, email: acme.email, password: PASSWORD })
  await admin.page.getByRole('link', { name: 'People' }).click()
  await admin.page.getByRole('button', { name: `Actions for ${email}` }).click()
  await admin.page.getByRole('menuitem', { name: 'Send the invitation again' }).click()
  await admin.page.getByText(`A new invitation is on its way to ${email}.`).waitFor()
  admin.expectClean()
  await admin.page.close()

  const { page, ...lena } = await visitor(browser.context, system.endpoints)
  await signInPage(page, acme)
  await credentials(page, { email, password: await freshPassword(email, lost) })
  await choosePassword(page)
  await inside(page, acme)
  lena.expectClean()
  await page.close()
})

test('whoever signs in to a second tenant is asked before they accept, and told who invites them', async () => {
  await globex.api.post('/users', { email: acme.email, role: 'TenantUser' })
  const { page, ...ada } = await visitor(browser.context, system.endpoints)
  await signInPage(page, globex)
  await credentials(page, { email: acme.email, password: PASSWORD })
  await page.getByText(globex.email).waitFor()
  await page.getByText(/a tenant since/).waitFor()
  await ada.expectAccessible()
  await page.getByRole('button', { name: 'Not now' }).click()
  const { items } = (await globex.api.get('/users')).body
  expect(items.find(({ email }: { email: string }) => email === acme.email)).toMatchObject({ state: 'invited' })

  await credentials(page, { email: acme.email, password: PASSWORD })
  await page.getByRole('button', { name: 'Accept and continue' }).click()
  await inside(page, globex)
  ada.expectClean([400])
  await page.close()
})

test('whoever was invited by two tenants, and never signed in, chooses a password and is asked', async () => {
  const email = `nora-${run}@people.example`
  await acme.api.post('/users', { email, role: 'TenantUser' })
  const first = await newestPassword(email)
  await globex.api.post('/users', { email, role: 'TenantUser' })
  const { page, ...nora } = await visitor(browser.context, system.endpoints)
  await signInPage(page, globex)
  await credentials(page, { email, password: await freshPassword(email, first) })
  await choosePassword(page)
  await page.getByText(globex.email).waitFor()
  await page.getByRole('button', { name: 'Accept and continue' }).click()
  await inside(page, globex)
  nora.expectClean([400])
  await page.close()
})

test('a forgotten password is answered alike for who has an account, who never signed in, and who is unknown', async () => {
  const invited = `idle-${run}@people.example`
  await acme.api.post('/users', { email: invited, role: 'TenantUser' })
  await mailTo(system.endpoints, invited)
  const seen: string[][] = []
  for (const email of [acme.email, invited, `nobody-${run}@people.example`]) {
    const { page } = await visitor(browser.context, system.endpoints)
    await signInPage(page, acme)
    await page.getByRole('button', { name: 'Forgot password?' }).click()
    await page.getByLabel('E-mail').fill(email)
    await page.getByRole('button', { name: 'Send the code' }).click()
    await page.getByLabel('Code').fill('000000')
    const texts = [await page.locator('form').innerText()]
    await page.getByLabel('New password').fill(PASSWORD)
    for (let guess = 0; guess < 6; guess++) {
      await page.getByRole('button', { name: 'Set the new password' }).click()
      await page.getByRole('alert').waitFor()
      texts.push(await page.locator('form').innerText())
    }
    seen.push(texts.map((text) => text.replaceAll(email, 'THEM')))
    await page.close()
  }
  expect(seen[0]?.[0]).toContain('ask your admin')
  expect(seen[1]).toEqual(seen[0])
  expect(seen[2]).toEqual(seen[0])
})

test('an operator sends the invitation of a first admin again, and appoints another one', async () => {
  const lost = `first-${run}@initech.example`
  const config = await register(system.endpoints, `Initech ${run}`, lost)
  const password = await newestPassword(lost)
  const { page, ...operator } = await visitor(browser.context, system.endpoints)
  await page.goto(`${system.endpoints.console}tenants/${config.tenantId}`)
  const { username, password: own } = system.endpoints.operator
  await credentials(page, { email: username, password: own })
  await page.getByRole('button', { name: 'Resend invitation' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Resend invitation' }).click()
  await freshPassword(lost, password)

  const email = `second-${run}@initech.example`
  await page.getByRole('button', { name: 'Appoint an admin' }).click()
  await page.getByRole('dialog').getByLabel('E-mail').fill(email)
  await operator.expectAccessible()
  await page.getByRole('dialog').getByRole('button', { name: 'Appoint', exact: true }).click()
  await page.getByText(`${email} becomes an admin`).waitFor()
  await page.getByText('Admin appointed').first().waitFor()
  operator.expectClean()
  await page.close()

  const admin = await visitor(browser.context, system.endpoints)
  await signInPage(admin.page, { config })
  await credentials(admin.page, { email, password: await newestPassword(email) })
  await choosePassword(admin.page)
  await admin.page.getByRole('link', { name: 'People' }).waitFor()
  admin.expectClean()
  await admin.page.close()
})
