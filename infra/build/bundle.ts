import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BuildOptions, build, type Plugin } from 'esbuild'
import { serviceNames, tenantApiDocument, tenantApiRoutes } from './api-document.ts'
import { filesOfLayer, type LayerFiles, layerFiles, toolkitFromLayer } from './layer-files.ts'
import { leanHttp } from './lean-http.ts'
import { ROOT } from './root.ts'
import { SOURCE_MAPS } from './source-maps.ts'

/** Where bundles are written before the CDK copies them into its assembly. One directory per process: two synths may run at once. */
export const BUILD_DIRECTORY = join(ROOT, '.build', `bundles-${process.pid}`)

/** Functions that are about all services import them by this name: no plane knows where they are. */
const servicesByName: Plugin = {
  name: 'services-by-name',
  setup({ onResolve }) {
    onResolve({ filter: /^tenantry:services$/ }, () => ({ path: join(ROOT, 'services', 'services.ts') }))
  },
}

const OPTIONS = {
  ...SOURCE_MAPS,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  outExtension: { '.js': '.mjs' },
  minify: true,
  keepNames: true,
  // ES modules first: the SDK's CommonJS builds cannot be tree-shaken.
  mainFields: ['module', 'main'],
  conditions: ['import', 'node'],
  // The sketches' protobuf form, which nobody asks for, would need it.
  external: ['protobufjs/minimal'],
  logLevel: 'warning',
} satisfies BuildOptions

/** CommonJS dependencies call `require`, which an ES module does not have. */
const REQUIRE =
  "import{createRequire as tenantryRequire}from'node:module';const require=tenantryRequire(import.meta.url);"

/** One pass for every function of both planes, and one for the toolkit as a layer. */
export const passes = (files: LayerFiles) =>
  [
    {
      ...OPTIONS,
      entryPoints: Object.fromEntries(functionEntries().map((entry) => [`${entry.name}/index`, entry.file])),
      outdir: join(BUILD_DIRECTORY, 'functions'),
      plugins: [toolkitFromLayer(files), servicesByName, leanHttp, ...SOURCE_MAPS.plugins],
      banner: { js: REQUIRE },
    },
    {
      ...OPTIONS,
      entryPoints: Object.fromEntries([...files.keys()].map((file) => [file, `layer:${file}`])),
      outdir: join(BUILD_DIRECTORY, 'layer', 'nodejs', 'toolkit'),
      plugins: [filesOfLayer(files), leanHttp, ...SOURCE_MAPS.plugins],
      splitting: true,
      chunkNames: 'chunks/[name]-[hash]',
      banner: { js: REQUIRE },
    },
  ] as const satisfies BuildOptions[]

export async function bundle(): Promise<void> {
  writeApiDocument()
  await Promise.all(passes(await layerFiles()).map((pass) => build(pass)))
}

/** Puts what is derived from the descriptors beside the functions that read it. */
export function writeApiDocument(): void {
  writeBeside('app-plane/api-docs', 'openapi.json', tenantApiDocument())
  writeBeside('control-plane/usage-rebuilder', 'routes.json', tenantApiRoutes())
  writeBeside('control-plane/usage-rebuilder', 'services.json', serviceNames())
}

function writeBeside(entry: string, name: string, content: object): void {
  const directory = join(BUILD_DIRECTORY, 'functions', entry)
  mkdirSync(directory, { recursive: true })
  writeFileSync(join(directory, name), JSON.stringify(content))
}

/** After the synth: the assembly holds copies. */
export function removeBundles(): void {
  rmSync(BUILD_DIRECTORY, { recursive: true, force: true })
}

/** Every folder of a plane with a handler.ts is a function; a service's folder has a handler.ts, a worker.ts, or both. */
function functionEntries(): { name: string; file: string }[] {
  const planes = ['app-plane', 'control-plane'].flatMap((plane) => foldersOf(plane, join(ROOT, plane, 'src')))
  const services = foldersOf('services', join(ROOT, 'services')).flatMap(({ name, folder }) => [
    { name, file: join(folder, 'handler.ts') },
    { name: `${name}/worker`, file: join(folder, 'worker.ts') },
  ])
  return [...planes.map(({ name, folder }) => ({ name, file: join(folder, 'handler.ts') })), ...services].filter(
    ({ file }) => existsSync(file),
  )
}

const foldersOf = (prefix: string, directory: string) =>
  readdirSync(directory).map((folder) => ({ name: `${prefix}/${folder}`, folder: join(directory, folder) }))
