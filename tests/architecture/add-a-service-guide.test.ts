import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { codeBlocks } from './code-blocks.ts'
import { ROOT } from './sources.ts'

const FIXTURE = join(ROOT, 'tests', 'fixtures', 'invoices')
const FOLDER = 'services/invoices/'

test('the guide to adding a service shows each file of the invoices as a test deploys them', () => {
  const blocks = codeBlocks(readFileSync(join(ROOT, 'docs/guides/add-a-service.md'), 'utf8'))
  const shown = blocks.filter(({ path }) => path.startsWith(FOLDER))
  const files = readdirSync(FIXTURE)
  expect(files.length).toBeGreaterThan(0)
  expect(shown.map(({ path }) => path.slice(FOLDER.length)).toSorted()).toEqual(files.toSorted())
  for (const { path, text } of shown) {
    expect(text, path).toBe(readFileSync(join(FIXTURE, path.slice(FOLDER.length)), 'utf8'))
  }
})
