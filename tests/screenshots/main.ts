// Photographs every page of the public site, the tenant app and the operator console, light and dark, wide and narrow, into `screenshots/`.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '@tenantry/cli/root.ts'
import { startSystem } from '@tenantry/cli/system/system.ts'
import { chromium } from 'playwright-core'
import { findBrowser } from '../acceptance/browser.ts'
import { onboard, PASSWORD, register } from '../acceptance/onboarding.ts'
import { credentials, signInByPage } from '../acceptance/web/sign-in.ts'
import { fillShop } from './fill-shop.ts'

const directory = join(ROOT, 'screenshots')
const dataDir = mkdtempSync(join(tmpdir(), 'tenantry-screenshots-'))
mkdirSync(directory, { recursive: true })
const system = await startSystem({ dataDir, webPort: 0, awsPort: 0, env: process.env, log: console.error })
const browser = await chromium.launch({
  executablePath: findBrowser(process.env),
  args: ['--no-sandbox', '--disable-gpu'],
})
try {
  const { web, console: operatorConsole, operator } = system.endpoints
  const tenant = await onboard(system.endpoints, 'Lumen Living', 'ada@lumen.example', 'Standard')
  const { product, order } = await fillShop(tenant)
  await register(system.endpoints, 'Globex', 'hank@globex.example')
  const pages: Record<string, string> = {
    landing: '',
    'sign-up': 'sign-up?tier=Standard',
    'sign-in': 'sign-in?tenant=Lumen+Living',
    'not-found': 'nowhere',
    home: 'app',
    products: 'app/products',
    product: `app/products/${product}`,
    'product-edit': `app/products/${product}/edit`,
    'product-new': 'app/products/new',
    orders: 'app/orders',
    order: `app/orders/${order}`,
    'order-edit': `app/orders/${order}/edit`,
    'order-new': 'app/orders/new',
    people: 'app/people',
  }
  const consolePages: Record<string, string> = {
    'console-overview': '',
    'console-tenants': 'tenants',
    'console-tenant': `tenants/${tenant.config.tenantId}`,
    'console-tenant-new': 'tenants/new',
    'console-failed-messages': 'failed-messages',
    'console-operators': 'operators',
    'console-operator-new': 'operators/new',
    'console-not-found': 'nowhere',
  }
  for (const width of [1280, 390]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme })
      const page = await context.newPage()
      await signInByPage(page, system.endpoints, { tenant: 'Lumen Living', email: tenant.email, password: PASSWORD })
      const photograph = async (base: string, paths: Record<string, string>) => {
        for (const [name, path] of Object.entries(paths)) {
          await page.goto(`${base}${path}`)
          await page.getByRole('heading', { level: 1 }).waitFor()
          await page.waitForLoadState('networkidle')
          await page.screenshot({ path: join(directory, `${name}-${colorScheme}-${width}.png`), fullPage: true })
        }
      }
      await photograph(web, pages)
      await page.goto(operatorConsole)
      await photograph(operatorConsole, { 'console-sign-in': 'sign-in' })
      await credentials(page, { email: operator.username, password: operator.password })
      await page.waitForURL(operatorConsole)
      await photograph(operatorConsole, consolePages)
      await context.close()
    }
  }
  console.log(
    `${directory}: ${Object.keys({ ...pages, ...consolePages }).length + 1} pages, light and dark, 1280 and 390 px wide`,
  )
} finally {
  await browser.close()
  await system.close()
  rmSync(dataDir, { recursive: true, force: true })
}
