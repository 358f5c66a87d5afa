import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { importsOf, PACKAGES, type PackageName, ROOT, sources } from './sources.ts'

/** The import table of ARCHITECTURE.md: what each package may import of ours. */
const MAY_IMPORT: Record<PackageName, PackageName[]> = {
  contracts: [],
  toolkit: ['contracts'],
  'control-plane': ['contracts', 'toolkit'],
  'app-plane': ['contracts', 'toolkit'],
  attribution: [],
  infra: ['contracts'],
  'local-cloud': [],
  web: ['contracts'],
  cli: ['contracts', 'local-cloud', 'attribution'],
  tests: ['contracts', 'toolkit', 'control-plane', 'app-plane', 'attribution', 'infra', 'local-cloud', 'cli'],
}

const files = sources()

test.each(Object.keys(PACKAGES) as PackageName[])(
  '%s imports no package of ours but those of the import table',
  (name) => {
    const wrong = files
      .filter((file) => file.package === name)
      .flatMap((file) =>
        importsOf(file)
          .map((specifier) => ({ specifier, target: packageOf(specifier) }))
          .filter(({ target }) => target !== null && target !== name)
          .filter(
            ({ specifier, target }) =>
              !MAY_IMPORT[name].includes(target as PackageName) && !isEnvironment(name, specifier),
          )
          .map(({ specifier }) => `${file.path} → ${specifier}`),
      )
    expect(wrong).toEqual([])
  },
)

test('no relative import leaves its package', () => {
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((specifier) => specifier.startsWith('.'))
      .filter((specifier) => !normalize(join(dirname(file.path), specifier)).startsWith(PACKAGES[file.package]))
      .map((specifier) => `${file.path} → ${specifier}`),
  )
  expect(wrong).toEqual([])
})

test('the two sites share what is shared, and never import each other', () => {
  const wrong = files.flatMap((file) => {
    const [, room = ''] = /^web\/(public-site|operator-console|shared)\//.exec(file.path) ?? []
    if (!room) return []
    const allowed = [`web/${room}/`, 'web/shared/']
    return importsOf(file)
      .filter((specifier) => specifier.startsWith('.'))
      .filter((specifier) => !allowed.some((it) => normalize(join(dirname(file.path), specifier)).startsWith(it)))
      .map((specifier) => `${file.path} → ${specifier}`)
  })
  expect(wrong).toEqual([])
})

test('Amplify is behind one module, which pages load when somebody signs in', () => {
  const wrong = files
    .filter((file) => file.package === 'web' && importsOf(file).some((it) => it.startsWith('aws-amplify')))
    .map(({ path }) => path)
  expect(wrong).toEqual(['web/shared/session/cognito.ts'])
})

test('the toolkit knows no feature and no CDK', () => {
  const wrong = files
    .filter((file) => file.package === 'toolkit' && importsOf(file).some((it) => it.startsWith('aws-cdk-lib')))
    .map(({ path }) => path)
  expect(wrong).toEqual([])
})

test('the examples are not ours: they import no package of ours', () => {
  const directory = join(ROOT, 'examples')
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  expect(files.length).toBeGreaterThan(0)
  expect(files.filter((file) => readFileSync(join(directory, file), 'utf8').includes('@tenantry/'))).toEqual([])
})

function packageOf(specifier: string): PackageName | null {
  const name = /^@tenantry\/([a-z-]+)\//.exec(specifier)?.[1]
  return name === undefined ? null : (name as PackageName)
}

/** Infra may read the planes' environment contracts, and nothing else of them. */
function isEnvironment(importer: PackageName, specifier: string): boolean {
  return importer === 'infra' && /^@tenantry\/(control|app)-plane\/[a-z-]+\/env\.ts$/.test(specifier)
}
