import { dirname } from 'node:path'
import type { Service } from '@tenantry/contracts/service/service.ts'
import { SERVICES } from '@tenantry/services/services.ts'
import { expect, test } from 'vitest'
import { importsOf, type SourceFile, sources, targetOf } from './sources.ts'

const LIST = 'web/public-site/features.ts'
const services: readonly Service[] = SERVICES
const files = sources().filter((file) => file.package === 'web')

/** The folders of the features that the public site mounts. */
const folders = files
  .filter(({ path }) => path === LIST)
  .flatMap((file) => importsOf(file).map((specifier) => dirname(targetOf(file, specifier) ?? '')))
  .filter((folder) => folder !== 'web/public-site/app')

const isIn = (path: string, folder: string): boolean => path.startsWith(`${folder}/`)
/** What stays when every feature is removed. */
const isPlatform = ({ path }: SourceFile): boolean => path !== LIST && !folders.some((folder) => isIn(path, folder))

test('a feature is a folder that one module imports: the list of features', () => {
  const wrong = files
    .filter(({ path }) => path !== LIST)
    .flatMap((file) =>
      importsOf(file)
        .map((specifier) => targetOf(file, specifier) ?? '')
        .filter((target) => folders.some((folder) => isIn(target, folder) && !isIn(file.path, folder)))
        .map((target) => `${file.path} → ${target}`),
    )
  expect(wrong).toEqual([])
})

test('outside the features, the web names no service of the product, and nothing that one declares', () => {
  const names = [
    ...folders.map((folder) => folder.slice('web/public-site/'.length)),
    ...services.flatMap(({ name, entities, routes, errors = {} }) => [
      name,
      ...entities.map(({ collection }) => collection),
      ...routes.map(({ operation }) => operation),
      ...Object.keys(errors),
    ]),
  ]
  const wrong = files.filter(isPlatform).flatMap(({ path, text }) => {
    const named = names.filter((name) => new RegExp(`\\b${name}\\b`, 'i').test(text))
    return [...new Set(named)].map((name) => `${path} names ${name}`)
  })
  expect(wrong).toEqual([])
})
