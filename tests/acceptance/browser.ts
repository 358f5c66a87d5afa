import { type BrowserContext, chromium } from 'playwright-core'
import { afterAll } from 'vitest'
import { onceAWorker } from '../support/once-a-worker.ts'
import { findBrowser } from './find-browser.ts'

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Pages are waited for so long: a busy machine must not look like a failure. */
const PATIENCE_MS = 120_000

const browser = onceAWorker(() =>
  chromium.launch({ executablePath: findBrowser(process.env), headless: true, args: FLAGS }),
)

/** A real Chromium, headless, which the files of a worker share; what pages store is this file's alone. */
export function useBrowser(): { context: BrowserContext } {
  const handle = {} as { context: BrowserContext }
  browser.beforeAll(async (shared) => {
    handle.context = await shared.newContext()
    handle.context.setDefaultTimeout(PATIENCE_MS)
  })
  afterAll(() => handle.context?.close())
  return handle
}
