import { readFileSync } from 'node:fs'
import { ListQueuesCommand, PurgeQueueCommand, SQSClient } from '@aws-sdk/client-sqs'
import { expect, test } from 'vitest'
import { useBrowser } from '../browser.ts'
import { eventually } from '../eventually.ts'
import { onboard, registerForApproval, type Tenant } from '../onboarding.ts'
import { useSystem } from '../system.ts'
import { chooseFromMenu, credentials, signInByPage } from './sign-in.ts'
import { type Visitor, visitor } from './visitor.ts'

// An operator at work: sees the tenants, registers one for a customer, suspends another whose open page says so, and manages operators.
const system = useSystem()
const browser = useBrowser()
const run = Date.now().toString(36)
const name = `Watched ${run}`
const email = `ada-${run}@watched.example`
let operator: Visitor
let ada: Visitor
let tenant: Tenant

const heading = (visitor: Visitor, text: string | RegExp) => visitor.page.getByRole('heading', { name: text }).first()

test('a deep link asks for the sign-in and leads on to where it meant; what does not exist says so', async () => {
  tenant = await onboard(system.endpoints, name, email)
  operator = await visitor(browser.context, system.endpoints)
  const { page } = operator
  await page.goto(`${system.endpoints.console}tenants/${tenant.config.tenantId}`)
  await page.getByLabel('E-mail').waitFor()
  const { username } = system.endpoints.operator
  await credentials(page, { email: username, password: system.endpoints.operator.password })
  await heading(operator, name).waitFor()
  await page.getByText('Activated').waitFor()
  await page.getByRole('cell', { name: email }).or(page.getByText(email)).first().waitFor()
})

test('the overview counts tenants, and each number leads to its list', async () => {
  const { page } = operator
  await page.getByRole('link', { name: 'Overview' }).click()
  await page.getByRole('heading', { name: 'By tier' }).waitFor()
  await page
    .getByRole('row', { name: /^Basic/ })
    .getByRole('link')
    .first()
    .click()
  await page.waitForURL(/status=active.*tier=Basic|tier=Basic.*status=active/)
  await page.getByRole('link', { name }).waitFor()
})

test('tenants are found by their name, and the back button finds the list again', async () => {
  const { page } = operator
  await page.getByRole('link', { name: 'Tenants', exact: true }).click()
  await page.getByPlaceholder('Names that begin with …').fill('nobody is called so')
  await page.getByText('No tenant matches').waitFor()
  await page.getByRole('button', { name: 'Show all tenants' }).click()
  await page.getByPlaceholder('Names that begin with …').fill(name.slice(0, 7).toUpperCase())
  await page.waitForURL(/search=WATCHED/)
  await page.getByRole('link', { name }).click()
  await heading(operator, name).waitFor()
  await page.goBack()
  await page.getByRole('link', { name }).waitFor()
})

test('a tenant that an operator registers is onboarded before their eyes', async () => {
  const { page } = operator
  await page.getByRole('link', { name: 'Overview' }).click()
  await page
    .getByRole('link', { name: 'Register a tenant' })
    .or(page.getByRole('button', { name: 'Register a tenant' }))
    .first()
    .click()
  await page.getByRole('button', { name: 'Register', exact: true }).click()
  await page.getByText('A name of 1 to 64 characters.').waitFor()
  await operator.expectAccessible()
  await page.getByLabel('Tenant name').fill(`Helped ${run}`)
  await page.getByLabel("First admin's e-mail").fill(`hank-${run}@helped.example`)
  await page.getByText('Choose a tier', { exact: true }).click()
  await page.getByRole('option', { name: /^Standard/ }).click()
  await page.getByRole('button', { name: 'Register', exact: true }).click()
  await heading(operator, `Helped ${run}`).waitFor()
  await page.getByText('Activated').waitFor()
  // The workflow that did it is followed to its end without a reload.
  await page.getByText('Done', { exact: true }).waitFor()
})

test('a request is rejected with a reason, and what is left of it is deleted', async () => {
  const { page } = operator
  await registerForApproval(system.endpoints, `Declined ${run}`, `dan-${run}@declined.example`)
  await page.getByRole('link', { name: 'Workflows', exact: true }).click()
  await page.getByRole('button', { name: 'Stage' }).click()
  await page.getByRole('option', { name: 'Waiting for a person' }).click()
  await page.waitForURL(/stage=waiting/)
  await page
    .getByRole('row', { name: new RegExp(`^Declined ${run}`) })
    .getByText('Waiting for approval')
    .waitFor()
  await operator.expectAccessible()
  await page.getByRole('link', { name: `Declined ${run}` }).click()
  await page.getByText('Waiting for approval').waitFor()
  await page.getByRole('button', { name: 'Reject' }).click()
  const dialog = page.getByRole('dialog')
  expect(await dialog.getByRole('button', { name: 'Reject' }).isDisabled()).toBe(true)
  await page.getByLabel('Reason').fill('No such company.')
  await operator.expectAccessible()
  await dialog.getByRole('button', { name: 'Reject' }).click()
  await page.getByText('Undone', { exact: true }).waitFor()
  await page.getByText('No such company.').first().waitFor()
  await page.getByRole('button', { name: 'Delete' }).click()
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await page.getByText('This tenant was deleted').waitFor()
  await page.getByText('Offboarding').waitFor()
  await operator.expectAccessible()
})

test('the operator suspends a tenant: its open page says so within a minute, and works again after the reactivation', async () => {
  ada = await visitor(browser.context, system.endpoints)
  await signInByPage(ada.page, system.endpoints, { tenant: name, email, password: tenant.password })
  const { page } = operator
  await page.goto(`${system.endpoints.console}tenants?search=watched`)
  await page.getByRole('link', { name }).click()
  await page.getByRole('button', { name: 'Suspend' }).click()
  const confirm = page.getByRole('dialog').getByRole('button', { name: 'Suspend' })
  expect(await confirm.isDisabled()).toBe(true)
  await page.getByLabel('Reason').fill('The invoice of March is open.')
  await operator.expectAccessible()
  await confirm.click()
  await page.getByText('The invoice of March is open.').first().waitFor()
  await eventually('the suspension to be seen', async () => {
    system.leap(1)
    return (await tenant.api.get('/me')).status === 403
  })
  await ada.page
    .getByText(/suspended/i)
    .first()
    .waitFor()

  await page.getByRole('button', { name: 'Reactivate' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Reactivate' }).click()
  await page.getByText('Reactivated').first().waitFor()
})

test('an operator is invited and removed, and you cannot remove yourself', async () => {
  const { page } = operator
  const sam = `sam-${run}@operators.example`
  await page.getByRole('link', { name: 'Operators', exact: true }).click()
  await page.getByRole('cell', { name: 'You' }).waitFor()
  await page
    .getByRole('link', { name: 'Invite an operator' })
    .or(page.getByRole('button', { name: 'Invite an operator' }))
    .first()
    .click()
  await page.getByLabel('E-mail').fill(sam)
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  await page.getByRole('button', { name: `Remove ${sam}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('button', { name: `Remove ${sam}` }).waitFor({ state: 'detached' })
})

test('the audit shows who changed what, is narrowed by the address, and is exported', async () => {
  const { page } = operator
  await page.goto(`${system.endpoints.console}tenants/${tenant.config.tenantId}`)
  await page
    .getByRole('link', { name: 'Audit of the tenant' })
    .or(page.getByRole('button', { name: 'Audit of the tenant' }))
    .first()
    .click()
  await page.waitForURL(new RegExp(`audit\\?tenantId=${tenant.config.tenantId}`))
  const suspension = page.getByRole('row', { name: /tenant\.suspended/ })
  await suspension.getByText('“The invoice of March is open.”').waitFor()
  await suspension.getByText('active → suspended').waitFor()
  await suspension.getByRole('link', { name: system.endpoints.operator.username }).waitFor()
  await operator.expectAccessible()

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: /CSV/ }).click()
  const file = readFileSync(await (await download).path(), 'utf8')
  expect(file).toMatch(/^time,tenant,actor kind/)
  expect(file).toContain('The invoice of March is open.')
  expect(
    file
      .split('\r\n')
      .slice(1, -1)
      .every((row) => row.includes(tenant.config.tenantId)),
  ).toBe(true)

  await page.getByPlaceholder('Action, as tenant.suspended').fill('tenant.reactivated')
  await page.waitForURL(/action=tenant\.reactivated/)
  await suspension.waitFor({ state: 'detached' })
  await page.getByPlaceholder('Action, as tenant.suspended').fill('nothing.done')
  await page.getByText('No change matches').waitFor()
  await page.getByRole('button', { name: 'Show all changes' }).click()
  await page.getByRole('row', { name: /operator\.removed/ }).waitFor()
  await page.goBack()
  await page.getByText('No change matches').waitFor()
})

/** Takes away what the tests of other files have left there. */
async function purgeFailedMessages(): Promise<void> {
  const { aws: endpoint, region, credentials } = system.endpoints
  const sqs = new SQSClient({ endpoint, region, credentials })
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}))
  const failed = QueueUrls.filter((url) => url.endsWith('-failed'))
  expect(failed.length).toBeGreaterThan(0)
  for (const QueueUrl of failed) await sqs.send(new PurgeQueueCommand({ QueueUrl }))
}

test('failed messages say when there are none', async () => {
  const { page } = operator
  await purgeFailedMessages()
  await page.getByRole('link', { name: 'Failed messages' }).click()
  await page.getByText('Nothing has failed').waitFor()
})

test('the sign-out closes the console, and no page of it has complained or asked another host', async () => {
  await chooseFromMenu(operator.page, new RegExp(system.endpoints.operator.username), 'Sign out')
  await operator.page.getByLabel('E-mail').waitFor()
  await operator.page.goto(`${system.endpoints.console}operators`)
  await operator.page.getByLabel('E-mail').waitFor()
  operator.expectClean()
})
