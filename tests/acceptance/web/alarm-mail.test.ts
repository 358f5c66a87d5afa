import { expect, test } from 'vitest'
import { atMostEvery } from '../../support/at-most-every.ts'
import { breakProduct } from '../break-product.ts'
import { useBrowser } from '../browser.ts'
import { eventually } from '../eventually.ts'
import { onboard, sentMails } from '../onboarding.ts'
import { useOwnSystem } from '../system.ts'
import { untilMetered } from '../until-metered.ts'
import { credentials } from './sign-in.ts'
import { visitor } from './visitor.ts'

// The way of an operator from the mail of an alarm to its cause.
// Of its own: no other alarm may be on, and operators confirm that they want mails.
const system = useOwnSystem()
const browser = useBrowser()
const CALLS = 10

// The browser has the machine's clock: pages that show the last minutes must show these, on a busy machine too.
const pass = atMostEvery(1_000, () => system.leap(10))
const mailAbout = (what: string, pattern: RegExp) =>
  eventually(what, async () => {
    const mails = await sentMails(system.endpoints)
    const found = mails.find(({ to, text }) => to === system.endpoints.operator.username && pattern.test(text))
    if (!found) pass()
    return found
  })

test('an alarm is mailed, and from the mail an operator finds the cause in five clicks', async () => {
  const { endpoints } = system
  const asked = await mailAbout('the question whether alarms are wanted', /To confirm this subscription/)
  const link = /^http\S+$/m.exec(asked.text)?.[0] ?? ''
  expect((await fetch(link)).status).toBe(200)
  const tenant = await onboard(endpoints, 'Hurt', 'ada@hurt.example')
  const broken = await breakProduct(endpoints, tenant)
  let requestId = ''
  for (let call = 0; call < CALLS; call++) {
    const answer = await tenant.api.get(`/products/${broken}`)
    expect(answer.status).toBe(500)
    requestId = answer.headers.get('x-amzn-requestid') ?? ''
  }

  const mail = await mailAbout('the mail of the alarm', /operations\.md#errors-of-a-tier/)
  expect(mail.text).toContain('of the tier Basic fail by our fault')
  expect(mail.text).toContain(`${endpoints.console}guide#errors-of-a-tier`)

  await untilMetered(system, { tenantId: tenant.config.tenantId, requestId })
  const { page } = await visitor(browser.context, endpoints)
  await page.goto(endpoints.console)
  await credentials(page, { email: endpoints.operator.username, password: endpoints.operator.password })
  await page.getByRole('heading', { name: 'Overview' }).waitFor()
  let clicks = 0
  const click = (name: string | RegExp) => {
    clicks++
    return page.getByRole('link', { name }).first().click()
  }
  await click('What to do')
  await page.getByRole('heading', { name: 'Errors of a tier' }).waitFor()
  await click('Incidents')
  await click('Hurt')
  await click(requestId)
  await page.getByText('"createdAt"').first().waitFor()
  expect(clicks).toBeLessThanOrEqual(5)
})
