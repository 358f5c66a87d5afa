// Photographs every page of the public site, the tenant app and the operator console, or those that are named, light and dark, wide and narrow,
// into `screenshots/`.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '@tenantry/cli/root.ts'
import { startSystem } from '@tenantry/cli/system/system.ts'
import { leapingClock } from '@tenantry/local-cloud/core/clock.ts'
import { chromium } from 'playwright-core'
import { findBrowser } from '../acceptance/find-browser.ts'
import { askForTenant, onboard, PASSWORD, register, registerForApproval } from '../acceptance/onboarding.ts'
import { cutOff } from '../acceptance/web/cut-off.ts'
import { CONSOLE_PAGES, open, PUBLIC_PAGES } from '../acceptance/web/pages.ts'
import { answerCosts, sampleCosts } from '../acceptance/web/sample-costs.ts'
import { credentials, signInByPage } from '../acceptance/web/sign-in.ts'
import { fillShop } from './fill-shop.ts'
import { meetTrouble } from './meet-trouble.ts'

const UNCONFIRMED = { tenantName: 'Umbrella', email: 'alice@umbrella.example', tier: 'Basic' }
const wanted = process.argv.slice(2)
const chosen = (pages: typeof PUBLIC_PAGES) =>
  Object.entries(pages).filter(([name]) => wanted.length === 0 || wanted.includes(name))
const directory = join(ROOT, 'screenshots')
const dataDir = mkdtempSync(join(tmpdir(), 'tenantry-screenshots-'))
mkdirSync(directory, { recursive: true })
const clock = leapingClock()
const system = await startSystem({ dataDir, webPort: 0, awsPort: 0, env: process.env, log: console.error, clock })
const browser = await chromium.launch({
  executablePath: findBrowser(process.env),
  args: ['--no-sandbox', '--disable-gpu'],
})
try {
  const { web, console: operatorConsole, operator } = system.endpoints
  const tenant = await onboard(system.endpoints, 'Lumen Living', 'ada@lumen.example', 'Standard')
  const named = {
    tenantName: tenant.config.name,
    tenantId: tenant.config.tenantId,
    ...(await fillShop(tenant)),
    registration: await registerForApproval(system.endpoints, 'Initech', 'peter@initech.example'),
    unconfirmed: (await askForTenant(system.endpoints, UNCONFIRMED)).registrationId,
    request: await meetTrouble(
      { endpoints: system.endpoints, leap: (seconds) => clock.leap(seconds * 1000), now: clock.now },
      tenant,
    ),
  }
  const globex = await register(system.endpoints, 'Globex', 'hank@globex.example')
  const costs = sampleCosts(
    [globex.tenantId, named.tenantId].map((tenantId) => ({ tenantId, tier: 'Basic' })),
    new Date(),
  )
  const cut = new Set<string>()
  for (const width of [1280, 390]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme })
      const page = await context.newPage()
      await answerCosts(page, system.endpoints.controlPlaneApi, costs)
      await signInByPage(page, system.endpoints, { tenant: 'Lumen Living', email: tenant.email, password: PASSWORD })
      const photograph = async (base: string, pages: typeof PUBLIC_PAGES) => {
        for (const [name, address] of chosen(pages)) {
          await open(page, `${base}${address(named)}`)
          for (const table of await cutOff(page)) cut.add(`${name}, ${width} px: ${table}`)
          await page.screenshot({ path: join(directory, `${name}-${colorScheme}-${width}.png`), fullPage: true })
        }
      }
      await photograph(web, PUBLIC_PAGES)
      const { 'console-sign-in': signIn, ...consolePages } = CONSOLE_PAGES
      await photograph(operatorConsole, { ...(signIn && { 'console-sign-in': signIn }) })
      await open(page, `${operatorConsole}sign-in`)
      await credentials(page, { email: operator.username, password: operator.password })
      await page.waitForURL(operatorConsole)
      await photograph(operatorConsole, consolePages)
      await context.close()
    }
  }
  const count = chosen({ ...PUBLIC_PAGES, ...CONSOLE_PAGES }).length
  console.log(`${directory}: ${count} pages, light and dark, 1280 and 390 px wide`)
  for (const table of cut) console.error(`Cut off: ${table}`)
  if (cut.size > 0) process.exitCode = 1
} finally {
  await browser.close()
  await system.close()
  rmSync(dataDir, { recursive: true, force: true })
}
