import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '@tenantry/cli/root.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyRepository } from './copy-repository.ts'
import { runInside, testInside } from './run-inside.ts'

// A service is a folder and one line: this adds one to a copy of the repository, as docs/guides/add-a-service.md says.
const FIXTURE = join(ROOT, 'tests', 'fixtures', 'invoices')
let copy: ReturnType<typeof copyRepository>

beforeAll(() => {
  copy = copyRepository()
  cpSync(FIXTURE, join(copy.root, 'services', 'invoices'), { recursive: true })
  const list = join(copy.root, 'services', 'index.ts')
  writeFileSync(list, `${readFileSync(list, 'utf8')}export { INVOICES } from './invoices/service.ts'\n`)
})

afterAll(() => copy?.remove())

test('types and the rules of the architecture hold with the invoices', async () => {
  await runInside(copy.root, 'tsc', [])
  await runInside(copy.root, 'vitest', ['run', 'tests/architecture'])
})

test('the invoices are served, isolated, attacked and operated like every other service', async () => {
  const said = await testInside(copy.root, 'with-invoices', { TENANTRY_ATTACK_COUNT: '1' })
  const [summary = 'no summary'] = /^invoices: .*$/m.exec(said) ?? []
  console.log(summary)
  expect(summary).toMatch(/leaks 0$/)
})
