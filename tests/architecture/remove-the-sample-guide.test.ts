import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Service } from '@tenantry/contracts/service/service.ts'
import { SERVICES } from '@tenantry/services/services.ts'
import { expect, test } from 'vitest'
import { wordsIn, wordsOf } from './sample-words.ts'
import { ROOT, sources } from './sources.ts'

const guide = readFileSync(join(ROOT, 'docs/guides/remove-the-sample.md'), 'utf8')
const [, folders = ''] = /^ +rm -r (services\/.+)$/m.exec(guide) ?? []
const sample = folders.split(' ').map((folder) => basename(folder))
const all: readonly Service[] = SERVICES
const services = all.filter(({ name }) => sample.includes(name))
/** Names of entities are English words. */
const entities = services.flatMap((service) => service.entities.map(({ name }) => name))
const words = services.flatMap(wordsOf).filter((word) => !entities.includes(word))

test('the guide to removing the sample names each test that goes through it, and no other', () => {
  expect(sample).toContain('products')
  const named = [...guide.matchAll(/`(tests\/[\w/.-]+\.ts)`/g)].map(([, path]) => path)
  const through = sources()
    .filter(({ path }) => /^tests\/(acceptance|bench|screenshots|soak)\//.test(path))
    .filter(({ text }) => wordsIn(text, words).length > 0)
    .map(({ path }) => path)
  // Once it is removed, the guide is history.
  if (services.length > 0) expect(named.toSorted()).toEqual(through.toSorted())
})
