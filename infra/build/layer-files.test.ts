import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { passes } from './bundle.ts'
import { filesOfLayer, layerFiles, toolkitFromLayer } from './layer-files.ts'
import { ROOT } from './root.ts'

const files = await layerFiles()
const SOURCES = join(ROOT, 'toolkit', 'src')

const bundled = async (source: string) => {
  const stdin = { contents: source, resolveDir: SOURCES, loader: 'ts' as const }
  const plugins = [toolkitFromLayer(files)]
  const { outputFiles } = await build({ stdin, bundle: true, format: 'esm', write: false, plugins, logLevel: 'silent' })
  return outputFiles[0]?.text ?? ''
}

test('each module that does something is in one file of the layer', () => {
  const names = [...files.values()].flatMap((modules) => modules.map(({ name }) => name))
  expect(new Set(names).size).toBe(names.length)
  const sources = readdirSync(SOURCES).filter((file) => /^[\w-]+\.ts$/.test(file))
  expect(sources).toEqual(expect.arrayContaining(names.map((name) => `${name}.ts`)))
  expect(names).toEqual(expect.arrayContaining(['http', 'tenant-scope', 'worker-handler']))
})

test('no file of the layer loads a client that its name does not tell, by way of a package either', async () => {
  const [, layer] = passes(files)
  const { metafile } = await build({ ...layer, plugins: [filesOfLayer(files)], write: false, metafile: true })
  const outputs = new Map(Object.entries(metafile.outputs))
  const loaded = (path: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(path)) return seen
    seen.add(path)
    for (const one of outputs.get(path)?.imports ?? []) if (one.kind === 'import-statement') loaded(one.path, seen)
    return seen
  }
  for (const file of files.keys()) {
    const output = [...outputs.keys()].find((path) => path.endsWith(`/toolkit/${file}.mjs`)) ?? ''
    const inputs = [...loaded(output)].flatMap((path) => Object.keys(outputs.get(path)?.inputs ?? {}))
    const clients = inputs.flatMap((path) => /node_modules\/@aws-sdk\/client-([^/]+)\//.exec(path)?.[1] ?? [])
    expect([...new Set(clients)].sort().join('-') || 'core').toBe(file)
  }
})

test('a bundle imports what it uses from the file of the layer, by a name that no other module has', async () => {
  const text = await bundled("import { table } from '@tenantry/toolkit/table.ts'; console.log(table)")
  expect(text).toMatch(/import \{[^}]*\btable\$table\b[^}]*\} from "\/opt\/nodejs\/toolkit\/dynamodb\.mjs"/)
  expect(text).not.toContain('core.mjs')
})

test('a module that the toolkit does not have is named', async () => {
  const unknown = bundled("import { a } from '@tenantry/toolkit/nowhere.ts'; console.log(a)")
  await expect(unknown).rejects.toThrow('The toolkit has no module nowhere.ts.')
})
