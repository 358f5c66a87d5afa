import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import type { Page } from 'playwright-core'

/** Signs in through the pages, as a person does: the tenant's name, then address and password. */
export async function signInByPage(
  page: Page,
  { web }: Endpoints,
  person: { tenant: string; email: string; password: string },
): Promise<void> {
  await page.goto(`${web}sign-in`)
  await page.getByLabel('Tenant name').fill(person.tenant)
  await page.getByRole('button', { name: 'Continue' }).click()
  await credentials(page, person)
  await page.waitForURL(`${web}app`)
}

export async function credentials(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Below the toolkit's forms, a native button of the top navigation: its menu, and an entry of it. */
export async function chooseFromMenu(page: Page, menu: RegExp, entry: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: menu }).first().click()
  await page.getByRole('menuitem', { name: entry, exact: true }).click()
}
