import { appendFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ROOT } from '@tenantry/cli/root.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { edit } from '../acceptance/edited-assembly.ts'
import { codeBlocks } from '../architecture/code-blocks.ts'
import { copyRepository } from './copy-repository.ts'
import { checkArchitecture, runInside, testInside } from './run-inside.ts'

// A service is a folder and one line: this adds one to a copy of the repository, with its pages, as docs/guides/add-a-service.md says.
const PAGES = 'web/public-site/invoices/'
let copy: ReturnType<typeof copyRepository>

beforeAll(() => {
  copy = copyRepository()
  const at = (path: string) => join(copy.root, path)
  cpSync(join(ROOT, 'tests/fixtures/invoices'), at('services/invoices'), { recursive: true })
  appendFileSync(at('services/index.ts'), "export { INVOICES } from './invoices/service.ts'\n")

  mkdirSync(at(PAGES))
  const guide = readFileSync(join(ROOT, 'docs/guides/add-a-service.md'), 'utf8')
  const pages = codeBlocks(guide).filter(({ path }) => dirname(path) === dirname(`${PAGES}x`))
  expect(pages).toHaveLength(3)
  for (const { path, text } of pages) writeFileSync(at(path), text)
  const features = 'web/public-site/features.ts'
  edit(copy.root, features, 'import { SHOP }', "import { INVOICES } from './invoices/invoices.tsx'\nimport { SHOP }")
  edit(copy.root, features, '[SHOP]', '[SHOP, INVOICES]')
})

afterAll(() => copy?.remove())

test('pages of the invoices compile, and the rules of the architecture hold', async () => {
  await runInside(copy.root, 'tsc', ['--project', 'web'])
  await checkArchitecture(copy.root)
})

test('the invoices are served, isolated, attacked and operated like every other service', async () => {
  const said = await testInside(copy.root, 'with-invoices', { TENANTRY_ATTACK_COUNT: '1' })
  const [summary = 'no summary'] = /^invoices: .*$/m.exec(said) ?? []
  console.log(summary)
  expect(summary).toMatch(/leaks 0$/)
}, 900_000)
