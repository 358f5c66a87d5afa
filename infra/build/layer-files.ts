import { readdirSync } from 'node:fs'
import { basename, join, sep } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { ROOT } from './root.ts'

const SOURCES = join(ROOT, 'toolkit', 'src')
const CLIENT = /^@aws-sdk\/client-([\w-]+)$/
/** Where layers are mounted. https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html */
const MOUNTED = '/opt/nodejs/toolkit/'

/** The namespace of esbuild in which a function's bundle has modules of the toolkit. */
export const TOOLKIT = 'toolkit'

interface ToolkitModule {
  /** Without its ending. */
  name: string
  exports: string[]
}

/** The layer's files and the modules in each, by the file's name. */
export type LayerFiles = ReadonlyMap<string, readonly ToolkitModule[]>

export const isOfToolkit = (file: string): boolean => file.startsWith(SOURCES + sep)

/**
 * Modules that reach the same of AWS's clients are one file of the layer. A file for each module would be 40 to 60 files to find and to compile for
 * each function, which is a quarter of a cold start; one file for all would be every client for each function.
 */
export async function layerFiles(): Promise<LayerFiles> {
  const modules = readdirSync(SOURCES).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  const { metafile } = await build({
    entryPoints: modules.map((file) => join(SOURCES, file)),
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    outdir: SOURCES,
    write: false,
    metafile: true,
  })
  const found = Object.values(metafile.outputs).flatMap(({ entryPoint, exports, imports }) => {
    // A module of types has none.
    if (!entryPoint || exports.length === 0) return []
    const clients = new Set(imports.flatMap(({ path }) => CLIENT.exec(path)?.[1] ?? []))
    return { file: [...clients].sort().join('-') || 'core', module: { name: basename(entryPoint, '.ts'), exports } }
  })
  const byFile = Map.groupBy(found, ({ file }) => file)
  return new Map([...byFile].map(([file, parts]) => [file, parts.map(({ module }) => module)]))
}

/** Two modules of a file may export the same name. */
const nameIn = ({ name }: ToolkitModule, exported: string): string => `${name.replaceAll('-', '_')}$${exported}`

const exported = (module: ToolkitModule, alias: (plain: string) => string, from: string): string =>
  `export { ${module.exports.map(alias).join(', ')} } from '${from}'`

/** What the layer's entries are made of. */
export const filesOfLayer = (files: LayerFiles): Plugin => ({
  name: 'files-of-layer',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^layer:/ }, ({ path }) => ({ path: path.slice('layer:'.length), namespace: 'layer' }))
    onLoad({ filter: /.*/, namespace: 'layer' }, ({ path }) => ({
      contents: (files.get(path) ?? [])
        .map((module) => exported(module, (plain) => `${plain} as ${nameIn(module, plain)}`, `./${module.name}.ts`))
        .join('\n'),
      loader: 'ts',
      resolveDir: SOURCES,
    }))
  },
})

/** What a handler imports from the toolkit, Lambda finds in the layer: plain Node does not resolve ES modules through NODE_PATH. */
export function toolkitFromLayer(files: LayerFiles): Plugin {
  const places = [...files].flatMap(([file, modules]) =>
    modules.map((module) => [module.name, { file, module }] as const),
  )
  const byName = new Map(places)
  return {
    name: 'toolkit-from-layer',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\/opt\// }, ({ path }) => ({ path, external: true }))
      onResolve({ filter: /^@tenantry\/toolkit\/.+\.ts$/ }, ({ path }) => {
        const name = basename(path, '.ts')
        return byName.has(name)
          ? { path: name, namespace: TOOLKIT, sideEffects: false }
          : { errors: [{ text: `The toolkit has no module ${name}.ts.` }] }
      })
      onLoad({ filter: /.*/, namespace: TOOLKIT }, ({ path }) => {
        const place = byName.get(path)
        return (
          place && {
            contents: exported(
              place.module,
              (plain) => `${nameIn(place.module, plain)} as ${plain}`,
              `${MOUNTED}${place.file}.mjs`,
            ),
          }
        )
      })
    },
  }
}
