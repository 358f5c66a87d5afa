import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { ROOT } from '@tenantry/infra/build/root.ts'
import type { OnResolveArgs, Plugin, PluginBuild } from 'esbuild'

export interface ExportChange {
  kind: 'export'
  /** The function that runs it, `<plane>/<folder>`; or the toolkit, which all of them run. */
  of: `${'app-plane' | 'control-plane'}/${string}` | 'toolkit'
  /** The module, relative to the root. */
  file: string
  /** What it exports. */
  name: string
  /** What takes its place: an export of the file of the same name among the replacements. */
  by: string
}

/** Marks a module as it is, for the one that takes its exports' place. */
const ORIGINAL = 'original'
const REPLACEMENTS = join(import.meta.dirname, 'replacements')
/** Replacements lie as the modules do. */
const replacementOf = (module: string): string => join(REPLACEMENTS, relative(ROOT, module).replace('/src/', '/'))

/** Puts other exports in the place of a module's, for all who import it; the replacement itself imports the module as it is. */
export function replaceExports(changes: ExportChange[]): Plugin {
  const byModule = Map.groupBy(changes, ({ file }) => join(ROOT, file))
  for (const [module, replaced] of byModule) for (const change of replaced) assertExports(module, change)
  return {
    name: 'replace-exports',
    setup(build) {
      build.onLoad({ filter: /\.ts$/, namespace: 'file' }, ({ path }) => {
        const replaced = byModule.get(path)
        return replaced && { contents: wrapperOf(path, replaced), loader: 'ts', resolveDir: dirname(path) }
      })
      build.onResolve({ filter: /^original:/ }, ({ path }) => ({
        path: path.slice(ORIGINAL.length + 1),
        namespace: ORIGINAL,
      }))
      for (const module of byModule.keys())
        build.onResolve({ filter: /\.ts$/ }, (args) => originalFor(build, module, args))
      build.onLoad({ filter: /.*/, namespace: ORIGINAL }, ({ path }) => ({
        contents: readFileSync(path),
        loader: 'ts',
        resolveDir: dirname(path),
      }))
    },
  }
}

/** What the replacement of a module imports of it is the original; everything else is found as always. */
async function originalFor({ resolve }: PluginBuild, module: string, args: OnResolveArgs) {
  const { path, importer, resolveDir, kind, pluginData } = args
  if (importer !== replacementOf(module) || pluginData === ORIGINAL) return undefined
  const found = await resolve(path, { importer, resolveDir, kind, pluginData: ORIGINAL })
  return found.path === module ? { path: module, namespace: ORIGINAL } : undefined
}

const wrapperOf = (module: string, replaced: ExportChange[]): string =>
  [
    `export * from ${JSON.stringify(`${ORIGINAL}:${module}`)}`,
    ...replaced.map(({ name, by }) => `export { ${by} as ${name} } from ${JSON.stringify(replacementOf(module))}`),
  ].join('\n')

/** A mutant that changes nothing would live for no reason. */
function assertExports(module: string, { name, by }: ExportChange): void {
  for (const [file, exported] of [[module, name] as const, [replacementOf(module), by] as const]) {
    const declares = new RegExp(`^export (?:async )?(?:function|const) ${exported}\\b`, 'm')
    if (!declares.test(readFileSync(file, 'utf8'))) throw new Error(`${file} does not export ${exported}.`)
  }
}
