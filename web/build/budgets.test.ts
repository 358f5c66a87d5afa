import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { firstLoad, problemsOf } from './budgets.ts'
import type { BuiltFile } from './build-site.ts'

const chunk = (fileName: string, more: Partial<BuiltFile> = {}): BuiltFile => ({
  fileName,
  content: randomBytes(1000),
  isEntry: false,
  imports: [],
  css: [],
  modules: [],
  ...more,
})

test('a first visit loads the entry and what it imports, each once, and no part that is loaded later', () => {
  const load = firstLoad([
    chunk('entry.js', { isEntry: true, imports: ['a.js', 'b.js'], css: ['entry.css'], modules: ['/main.tsx'] }),
    chunk('a.js', { imports: ['b.js'] }),
    chunk('b.js', { imports: ['a.js'] }),
    chunk('later.js', { css: ['later.css'] }),
    chunk('entry.css', { content: 'x'.repeat(200) }),
    chunk('later.css'),
  ])
  expect(load.js).toBeGreaterThan(3000)
  expect(load.js).toBeLessThan(3300)
  expect(load).toMatchObject({ css: 200, modules: ['/main.tsx'] })
})

test('each breach of a budget is named', () => {
  const services = join(import.meta.dirname, '..', '..', 'services')
  const modules = ['/p/node_modules/aws-amplify/dist/index.mjs', join(services, 'any', 'service.ts')]
  const budget = { js: 100, css: 100, without: ['aws-amplify', 'react', '@tenantry/services', '@tenantry/app-plane'] }
  expect(problemsOf({ js: 101, css: 101, modules }, budget)).toEqual([
    '0.1 kB of JavaScript, budget 0.1 kB',
    '0.1 kB of CSS, budget 0.1 kB',
    'aws-amplify is part of it',
    '@tenantry/services is part of it',
  ])
  expect(problemsOf({ js: 100, css: 100, modules: [] }, budget)).toEqual([])
})
