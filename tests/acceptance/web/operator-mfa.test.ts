import { afterAll, beforeAll, expect, test } from 'vitest'
import { authenticators } from '../authenticator.ts'
import { useBrowser } from '../browser.ts'
import { mailTo, PASSWORD, temporaryPassword } from '../onboarding.ts'
import { freshSystem } from '../system.ts'
import { chooseFromMenu, credentials } from './sign-in.ts'
import { type Visitor, visitor } from './visitor.ts'

// Operators in the console as on AWS, each with an authenticator app: its set-up at the first sign-in, its codes, and a lost device.
const browser = useBrowser()
const sam = 'sam@operators.example'
let system: Awaited<ReturnType<typeof freshSystem>>
let apps: ReturnType<typeof authenticators>
let ann: Visitor
let secret = ''

beforeAll(async () => {
  system = await freshSystem(undefined, { operatorMfa: 'ON' })
  apps = authenticators(system)
  ann = await visitor(browser.context, system.endpoints)
})
afterAll(() => system.close())

const enter = async ({ page }: Visitor, code: string, button = 'Sign in') => {
  await page.getByLabel('Code from your authenticator app').fill(code)
  await page.getByRole('button', { name: button }).click()
}
/** The key as a person would type it into their app. */
const shownSecret = async ({ page }: Visitor): Promise<string> => {
  await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor()
  return ((await page.getByRole('definition').textContent()) ?? '').replaceAll(' ', '')
}
async function toSignIn(who: Visitor, person: { email: string; password: string }) {
  await who.page.goto(`${system.endpoints.console}sign-in?back=%2Foperators`)
  await credentials(who.page, person)
}
/** Everything is loaded, and this page asks nothing by itself: a leap of the clock would time out what runs. */
const arrived = ({ page }: Visitor) => page.getByRole('cell', { name: 'You' }).waitFor()
const operator = () => {
  const { username: email, password } = system.endpoints.operator
  return { email, password }
}

test('the first sign-in shows a key for the app, says when a code is wrong, and goes on with a right one', async () => {
  await toSignIn(ann, operator())
  secret = await shownSecret(ann)
  expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  await ann.expectAccessible()
  await enter(ann, '000000', 'Set up and sign in')
  await ann.page.getByText('That is not the code that your app shows now.').waitFor()
  // Apps show a code in two groups, and so people type it.
  const code = apps.nextCode(secret)
  await enter(ann, `${code.slice(0, 3)} ${code.slice(3)}`, 'Set up and sign in')
  await arrived(ann)
})

test('each later sign-in asks for a code, once each', async () => {
  const used = apps.nextCode(secret)
  for (const again of [false, true]) {
    await chooseFromMenu(ann.page, new RegExp(operator().email), 'Sign out')
    await toSignIn(ann, operator())
    await enter(ann, used)
    if (!again) await arrived(ann)
  }
  await ann.page.getByText('That code was used already.').waitFor()
  await ann.expectAccessible()
  await enter(ann, apps.nextCode(secret))
  await arrived(ann)
})

test('who was invited chooses a password and sets up an app; when it is lost, another admin resets it', async () => {
  const { page } = ann
  await page.goto(`${system.endpoints.console}operators/new`)
  await page.getByLabel('E-mail').fill(sam)
  await page.getByText('System admin', { exact: true }).click()
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  const password = temporaryPassword(await mailTo(system.endpoints, sam))
  const his = await visitor(browser.context, system.endpoints)
  await toSignIn(his, { email: sam, password })
  await his.page.getByLabel('New password').fill(PASSWORD)
  await his.page.getByRole('button', { name: 'Set password and continue' }).click()
  const lost = await shownSecret(his)
  await enter(his, apps.nextCode(lost), 'Set up and sign in')
  await arrived(his)

  // Only somebody who has signed in has an app to lose.
  expect(await page.getByRole('button', { name: `Reset app of ${sam}` }).count()).toBe(0)
  await page.reload()
  await page.getByRole('button', { name: `Reset app of ${sam}` }).click()
  await ann.expectAccessible()
  await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click()
  await page.getByText(`${sam} sets up an authenticator app at the next sign-in.`).waitFor()

  await chooseFromMenu(his.page, new RegExp(sam), 'Sign out')
  await toSignIn(his, { email: sam, password: PASSWORD })
  const found = await shownSecret(his)
  expect(found).not.toBe(lost)
  await enter(his, apps.nextCode(found), 'Set up and sign in')
  await arrived(his)
  his.expectClean([400])
  ann.expectClean([400])
})

test('a sign-in that takes too long says so, and begins again', async () => {
  const late = await visitor(browser.context, system.endpoints)
  await toSignIn(late, operator())
  await late.page.getByLabel('Code from your authenticator app').waitFor()
  // Cognito's longest, which the console's client asks for. Tokens of others end too: nobody acts after this.
  system.leap(15 * 60)
  await enter(late, '000000')
  await late.page.getByText('This sign-in took too long.').waitFor()
  await late.page.getByRole('button', { name: 'Back to sign-in' }).click()
  await late.page.getByLabel('Password').waitFor()
  late.expectClean([400])
  await late.page.close()
})
