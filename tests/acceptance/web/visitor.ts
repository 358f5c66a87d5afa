import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import type { BrowserContext, ConsoleMessage, Page } from 'playwright-core'
import { expect } from 'vitest'
import { cutOff } from './cut-off.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** A tab of somebody, watched: what it logs as an error, and any host that it should not know. */
export interface Visitor {
  page: Page
  /** Nothing serious for people who use a keyboard, a screen reader, or little contrast; in both themes. */
  expectAccessible(): Promise<void>
  /** Nothing was logged as an error and nobody else was called; refusals with these statuses are part of the story. */
  expectClean(refusals?: number[]): void
}

export async function visitor(context: BrowserContext, { web, console: console_, aws }: Endpoints): Promise<Visitor> {
  const page = await context.newPage()
  const errors: ConsoleMessage[] = []
  const strangers: string[] = []
  const known = [web, console_, aws].map((url) => new URL(url).origin)
  const crashes: Error[] = []
  page.on('console', (message) => message.type() === 'error' && errors.push(message))
  page.on('pageerror', (error) => crashes.push(error))
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (protocol !== 'data:' && protocol !== 'blob:' && !known.includes(origin)) strangers.push(request.url())
  })
  return {
    page,
    async expectAccessible() {
      expect(await cutOff(page), `tables of ${page.url()}`).toEqual([])
      for (const theme of ['dark', 'light']) {
        await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`)
        await settled(page)
        // What fades in or out while it is measured has no contrast of its own: it is measured again.
        let found = await violations(page)
        if (found.length > 0) {
          await settled(page)
          found = await violations(page)
        }
        expect(found, `${theme} theme of ${page.url()}`).toEqual([])
      }
    },
    expectClean(refusals = []) {
      const told = refusals.map((status) => `status of ${status}`)
      const unexpected = errors.map((message) => message.text()).filter((text) => !told.some((it) => text.includes(it)))
      expect(unexpected).toEqual([])
      expect(crashes).toEqual([])
      expect(strangers).toEqual([])
    },
  }
}

/** Holds the page's requests of this method back until the answer is called; then they go to the service as they are. */
export async function hold(page: Page, method: string, url: string): Promise<() => void> {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(url, async (route) => {
    if (route.request().method() === method) await released
    await route.continue()
  })
  return release
}

/** Transitions of colours end before contrast is measured; what turns for ever is not waited for. */
const settled = (page: Page): Promise<unknown> =>
  page.evaluate(
    'Promise.allSettled(document.getAnimations().filter((it) => it.effect.getTiming().iterations === 1).map((it) => it.finished))',
  )

async function violations(page: Page): Promise<string[]> {
  // Evaluated by the browser's debugger, which the page's content security policy does not govern.
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(AXE)
  return page.evaluate(async () => {
    // biome-ignore lint/suspicious/noExplicitAny: axe has just been put there
    const { violations } = await (globalThis as any).axe.run({ resultTypes: ['violations'] })
    return violations
      .filter(({ impact }: { impact: string }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }: { id: string; nodes: { html: string; failureSummary: string }[] }) =>
          `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`).join(' | ')}`,
      )
  })
}

/** Has the page's processor be so many times as slow as it is. */
export async function slowDown(page: Page, times: number): Promise<void> {
  const devTools = await page.context().newCDPSession(page)
  await devTools.send('Emulation.setCPUThrottlingRate', { rate: times })
}
