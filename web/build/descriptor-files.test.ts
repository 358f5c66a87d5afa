import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { descriptorFiles } from './descriptor-files.ts'

const ROOT = join(import.meta.dirname, '..', '..')

test('the sites are built from the descriptors and their schemas, and from no handler', () => {
  const files = descriptorFiles(ROOT).map((file) => relative(ROOT, file))
  expect(files).toContain('services/index.ts')
  expect(files).toContain('app-plane/src/users/service.ts')
  expect(files).toContain('app-plane/src/users/api.ts')
  expect(files.filter((file) => /(handler|worker|-store)\.ts$/.test(file))).toEqual([])
})
