import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { BACKEND } from '@tenantry/cli/system/assembly.ts'
import { expect, test } from 'vitest'
import { importsOf, PACKAGES, type PackageName, ROOT, type SourceFile, sources, targetOf } from './sources.ts'

/** The import table of ARCHITECTURE.md: what each package may import of ours. Tests may import what `tests/support` gives them, too. */
const MAY_IMPORT: Record<PackageName, PackageName[]> = {
  contracts: [],
  toolkit: ['contracts'],
  services: ['contracts', 'toolkit'],
  'control-plane': ['contracts', 'toolkit', 'metering', 'attribution'],
  'app-plane': ['contracts', 'toolkit'],
  attribution: [],
  metering: ['contracts'],
  infra: ['contracts'],
  'local-cloud': [],
  web: ['contracts'],
  cli: ['contracts', 'local-cloud', 'attribution'],
  tests: [
    'contracts',
    'toolkit',
    'services',
    'control-plane',
    'app-plane',
    'attribution',
    'metering',
    'infra',
    'local-cloud',
    'cli',
  ],
}

/** What services are, as far as other packages know: their descriptors, and the two lists of them. */
const DESCRIPTORS =
  /^@tenantry\/(?:(?:services|app-plane)\/[a-z-]+\/service|services\/services|app-plane\/platform-services)\.ts$/
const ENVIRONMENTS = /^@tenantry\/(?:control|app)-plane\/[a-z-]+\/env\.ts$/

/** What a package may import of packages that are otherwise closed to it. */
const MAY_ALSO_IMPORT: Partial<Record<PackageName, RegExp[]>> = {
  infra: [DESCRIPTORS, ENVIRONMENTS],
  web: [DESCRIPTORS],
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
          .filter(({ target }) => !MAY_IMPORT[name].includes(target as PackageName))
          .filter(({ specifier }) => !MAY_ALSO_IMPORT[name]?.some((modules) => modules.test(specifier)))
          .filter(({ specifier }) => !(file.isTest && specifier.startsWith('@tenantry/tests/support/')))
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

test('services meet in their descriptors only: none imports the code of another', () => {
  const wrong = files
    .filter(({ package: name }) => name === 'services')
    .flatMap((file) =>
      importsOf(file)
        .map((specifier) => targetOf(file, specifier))
        .filter((target) => target?.startsWith('services/') && dirname(target) !== dirname(file.path))
        .filter((target) => !/^services\/[a-z-]+\/service\.ts$/.test(target ?? ''))
        .map((target) => `${file.path} → ${target}`),
    )
  expect(wrong).toEqual([])
})

test('descriptors consist of contracts and schemas: pages and the CDK app load what they import', () => {
  const descriptors = closureOf(['services/services.ts', 'app-plane/src/platform-services.ts'])
  expect(descriptors.length).toBeGreaterThan(2)
  const wrong = descriptors.flatMap((file) =>
    importsOf(file)
      .filter((specifier) => !/^(\.|@tenantry\/contracts\/|zod\/mini$)/.test(specifier))
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

test('DuckDB is loaded by what runs a query, and no start waits for it', () => {
  const loaded = /(?:^|\n)import (?!type\b)[^;\n]*'@duckdb\//
  const wrong = files.filter((file) => !file.isTest && loaded.test(file.text)).map(({ path }) => path)
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

test('functions read bills through Athena: none is bundled with DuckDB', () => {
  const handlers = files.filter(({ path }) => /^(?:control|app)-plane\/.*\/handler\.ts$/.test(path))
  const bundled = closureOf(
    handlers.map(({ path }) => path),
    () => true,
  )
  expect(bundled.map(({ path }) => path)).toContain('attribution/src/share/share-lines.ts')
  const wrong = bundled.filter((file) => importsOf(file).some((it) => it.startsWith('@duckdb/')))
  expect(wrong.map(({ path }) => path)).toEqual([])
})

/** Files and whatever they import, of their own packages unless others are followed, too. */
function closureOf(
  entries: string[],
  isFollowed = (specifier: string): boolean => specifier.startsWith('.'),
): SourceFile[] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const found = new Set<SourceFile>()
  const visit = (path: string): void => {
    const file = byPath.get(path)
    if (!file || found.has(file)) return
    found.add(file)
    for (const specifier of importsOf(file)) if (isFollowed(specifier)) visit(targetOf(file, specifier) ?? '')
  }
  entries.forEach(visit)
  return [...found]
}

test('what the backend is made of is all that it imports: an assembly is kept for as long as none of it changes', () => {
  const imported = BACKEND.flatMap((name) => MAY_IMPORT[name as PackageName])
  expect(imported.filter((name) => !BACKEND.includes(name))).toEqual([])
})
