import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from '@tenantry/cli/root.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { edit } from '../acceptance/edited-assembly.ts'
import { codeBlocks } from '../architecture/code-blocks.ts'
import { copyRepository } from './copy-repository.ts'
import { checkArchitecture, runInside, testInside } from './run-inside.ts'

// What a team does first, to a copy of the repository: it removes the sample, and adds a service of its own.
const PAGES = 'web/public-site/invoices/'
const FEATURES = 'web/public-site/features.ts'
let copy: ReturnType<typeof copyRepository>

beforeAll(() => {
  copy = copyRepository()
})

afterAll(() => copy?.remove())

const at = (path: string) => join(copy.root, path)
const guide = (name: string) => readFileSync(join(ROOT, 'docs/guides', name), 'utf8')

/** A folder, a line in each list, and the pages of docs/guides/add-a-service.md, beside what features.ts lists. */
function addInvoices(listed: string, list: string): void {
  cpSync(join(ROOT, 'tests/fixtures/invoices'), at('services/invoices'), { recursive: true })
  appendFileSync(at('services/index.ts'), "export { INVOICES } from './invoices/service.ts'\n")
  mkdirSync(at(PAGES))
  const pages = codeBlocks(guide('add-a-service.md')).filter(({ path }) => dirname(path) === dirname(`${PAGES}x`))
  expect(pages).toHaveLength(3)
  for (const { path, text } of pages) writeFileSync(at(path), text)
  const first = "import type { Feature } from './app/feature.ts'\n"
  edit(copy.root, FEATURES, first, `${first}import { INVOICES } from './invoices/invoices.tsx'\n`)
  edit(copy.root, FEATURES, listed, list)
}

test('a service beside the sample compiles, and the rules of the architecture hold', async () => {
  addInvoices('[SHOP]', '[SHOP, INVOICES]')
  await runInside(copy.root, 'tsc', ['--project', 'web'])
  await checkArchitecture(copy.root)
  for (const path of ['services/invoices', PAGES]) rmSync(at(path), { recursive: true })
})

describe('the platform without the sample, as docs/guides/remove-the-sample.md says', () => {
  beforeAll(() => {
    const text = guide('remove-the-sample.md')
    const removed = [...text.matchAll(/^ +rm -r (.+)$/gm)].flatMap(([, paths = '']) => paths.split(' '))
    expect(removed).toContain('services/orders')
    for (const path of removed) rmSync(at(path), { recursive: true })
    const blocks = codeBlocks(text)
    expect(blocks.map(({ path }) => path)).toEqual(['services/index.ts', FEATURES])
    for (const block of blocks) writeFileSync(at(block.path), block.text)
    const main = readFileSync(at('cli/src/main.ts'), 'utf8').split('\n')
    const without = main.filter((line) => !/\bdemo\b/.test(line))
    expect(main.length - without.length).toBe(1)
    writeFileSync(at('cli/src/main.ts'), without.join('\n'))
  })

  test('compiles, and the rules of the architecture hold', async () => {
    await runInside(copy.root, 'tsc', [])
    await runInside(copy.root, 'tsc', ['--project', 'web'])
    await checkArchitecture(copy.root)
  })

  test('synthesizes, starts and signs people up', async () => {
    await testInside(copy.root, 'without-sample')
  })
})

describe('a service of its own, with its pages, as docs/guides/add-a-service.md says', () => {
  beforeAll(() => addInvoices('= []', '= [INVOICES]'))

  test('compiles, and the rules of the architecture hold', async () => {
    await runInside(copy.root, 'tsc', ['--project', 'web'])
    await checkArchitecture(copy.root)
  })

  test('is served, isolated, attacked and operated, and so is the platform', async () => {
    const said = await testInside(copy.root, 'with-invoices', { TENANTRY_ATTACK_COUNT: '1' })
    const [summary = 'no summary'] = /^invoices: .*$/m.exec(said) ?? []
    console.log(summary)
    expect(summary).toMatch(/leaks 0$/)
  })
})
