import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { type Browser, chromium, type Page } from 'playwright-core'
import { findBrowser } from '../../acceptance/find-browser.ts'
import { PASSWORD, type Tenant } from '../../acceptance/onboarding.ts'
import { signInByPage } from '../../acceptance/web/sign-in.ts'
import { median } from '../latency.ts'
import { round, withLoad } from '../processor.ts'

const PRODUCTS = 10_000
const AT_ONCE = 8
const ROUNDS = 7

/**
 * What a person waits for, in Chromium: the first contentful paint of the landing page beside that of an empty page, in turns; and from the
 * click on "Products" to the list, with 10,000 of them. Medians in milliseconds.
 */
export async function pages(endpoints: Endpoints, tenant: Tenant): Promise<object> {
  await fill(tenant)
  const empty = await emptyPage()
  const browser = await chromium.launch({
    executablePath: findBrowser(process.env),
    args: ['--no-sandbox', '--disable-gpu'],
  })
  try {
    return await withLoad(async () => ({
      ...(await firstPaints(browser, endpoints.web, empty.url)),
      clickToListMs: await clickToList(browser, endpoints, tenant),
      products: PRODUCTS,
    }))
  } finally {
    await browser.close()
    empty.close()
  }
}

async function fill({ api }: Tenant): Promise<void> {
  const numbers = Array.from({ length: PRODUCTS }, (_, index) => index).values()
  const worker = async () => {
    for (const index of numbers) {
      const product = {
        name: `Lamp ${index}`,
        sku: `L-${index}`,
        price: 10 + (index % 90),
        category: 'Light',
        stock: 5,
      }
      const { status } = await api.post('/products', product)
      if (status !== 201) throw new Error(`POST /products answered ${status}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

async function firstPaints(browser: Browser, landing: string, empty: string) {
  const paints: Record<string, number[]> = { [landing]: [], [empty]: [] }
  for (let round = 0; round < ROUNDS; round++) {
    for (const [url, times] of Object.entries(paints)) times.push(await firstPaint(browser, url))
  }
  const [ours, none] = [median(paints[landing] ?? []), median(paints[empty] ?? [])]
  return { landingFirstContentfulPaintMs: round(ours), emptyPageMs: round(none), ratio: round(ours / none) }
}

/** Of a browser that has never been there. */
async function firstPaint(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  try {
    const page = await context.newPage()
    await page.goto(url)
    return await page.evaluate(FIRST_PAINT)
  } finally {
    await context.close()
  }
}

/** Waits for the entry: it is written after the paint. https://developer.mozilla.org/docs/Web/API/PerformancePaintTiming */
const FIRST_PAINT = `new Promise((resolve) => new PerformanceObserver((list) => {
  const paint = list.getEntriesByName('first-contentful-paint')[0]
  if (paint) resolve(paint.startTime)
}).observe({ type: 'paint', buffered: true }))`

async function clickToList(browser: Browser, endpoints: Endpoints, tenant: Tenant): Promise<number> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage()
  await signInByPage(page, endpoints, { tenant: tenant.config.name, email: tenant.email, password: PASSWORD })
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    await page.goto(`${endpoints.web}app`)
    times.push(await clickOnProducts(page))
  }
  return round(median(times))
}

async function clickOnProducts(page: Page): Promise<number> {
  const link = page.getByRole('link', { name: 'Products', exact: true }).first()
  await link.waitFor()
  const began = performance.now()
  await link.click()
  await page
    .getByRole('link', { name: /^Lamp \d+/ })
    .first()
    .waitFor()
  return performance.now() - began
}

/** A page with one letter, served as directly as can be. */
async function emptyPage(): Promise<{ url: string; close(): void }> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end('<!doctype html><title>.</title><p>.</p>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() }
}
