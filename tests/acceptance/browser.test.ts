import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { useBrowser } from './browser.ts'
import { findBrowser } from './find-browser.ts'
import { cutOff } from './web/cut-off.ts'

const browser = useBrowser()

test('a page runs in a real Chromium', async () => {
  const page = await browser.context.newPage()
  await page.setContent('<title>Hello</title>')
  expect(await page.title()).toBe('Hello')
  expect(await page.evaluate(() => navigator.userAgent)).toContain('Chrome')
})

test('a table that its place cuts off is found, by its name', async () => {
  const page = await browser.context.newPage()
  const table = (name: string, pixels: number) =>
    `<div style="width: 200px; overflow: hidden"><table aria-label="${name}" style="width: ${pixels}px"><td>1</td></table></div>`
  await page.setContent(table('Fits', 200) + table('Wide', 230))
  expect(await cutOff(page)).toEqual(['Wide lacks 30 px'])
  await page.close()
})

test('the browser that CHROMIUM_PATH names wins over those on the PATH', () => {
  const directory = mkdtempSync(join(tmpdir(), 'tenantry-path-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  const installed = join(directory, 'chromium-browser')
  writeFileSync(installed, '', { mode: 0o755 })
  expect(findBrowser({ PATH: directory })).toBe(installed)
  expect(findBrowser({ PATH: directory, CHROMIUM_PATH: '/opt/chrome' })).toBe('/opt/chrome')
})

test('without a browser and without apt-get, one line says what to do', () => {
  expect(() => findBrowser({ PATH: '/nowhere' })).toThrow('set CHROMIUM_PATH')
})
