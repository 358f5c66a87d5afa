import { readdirSync, rmdirSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { build, type Metafile } from 'esbuild'
import { passes, writeApiDocument } from './bundle.ts'
import { isOfToolkit, type LayerFiles, layerFiles, TOOLKIT } from './layer-files.ts'

/**
 * Bundles what these files are part of, and what is not bundled yet; answers whether that was anything. Files may be new or gone. Throws when
 * something does not compile.
 */
export type Rebundle = (saved: ReadonlySet<string>) => Promise<boolean>

/** To bundle one function takes a twentieth of what all of them take, so a saved file only brings those that it is part of. */
export function rebundler(): Rebundle {
  writeApiDocument()
  /** By the entry's name; the layer has none. */
  const partsOf = new Map<string, ReadonlySet<string>>()
  const LAYER = ''
  let files: LayerFiles = new Map()
  /** In which of them each module is. */
  let places = new Map<string, string>()

  const bundleLayer = async (layer: ReturnType<typeof passes>[1]) => {
    // What a module that is gone has left, and the chunks of the last time.
    rmSync(layer.outdir, { recursive: true, force: true })
    const { metafile } = await build({ ...layer, metafile: true })
    partsOf.set(LAYER, new Set(Object.keys(metafile.inputs).map((file) => resolve(file))))
  }
  const bundleFunctions = async (functions: ReturnType<typeof passes>[0], entryPoints: Record<string, string>) => {
    const { metafile } = await build({ ...functions, entryPoints, metafile: true })
    for (const [name, file] of Object.entries(entryPoints)) partsOf.set(name, partsBelow(metafile, file))
  }
  return async (saved) => {
    // Read anew: functions and modules of the layer come and go with their files.
    if (files.size === 0 || [...saved].some(isOfToolkit)) files = await layerFiles()
    const [functions, layer] = passes(files)
    const next = placesIn(files)
    // Whoever imports a module must know where it is.
    const moved = [...places].filter(([name, file]) => next.get(name) !== file).map(([name]) => importedAs(name))
    const touched = (name: string) => {
      const parts = partsOf.get(name)
      return !parts || [...saved, ...moved].some((file) => parts.has(file))
    }
    const entries = Object.entries(functions.entryPoints)
    const gone = [...partsOf.keys()].filter((name) => name !== LAYER && !(name in functions.entryPoints))
    for (const name of gone) {
      partsOf.delete(name)
      removeBundle(join(functions.outdir, `${name}.mjs`))
    }
    const layerTouched = touched(LAYER) || moved.length > 0 || places.size !== next.size
    const stale = entries.filter(([name]) => touched(name))
    await everyOne([
      ...(layerTouched ? [bundleLayer(layer)] : []),
      ...(stale.length > 0 ? [bundleFunctions(functions, Object.fromEntries(stale))] : []),
    ])
    // What fails is tried again with the next save, and so is what has moved meanwhile.
    places = next
    return layerTouched || stale.length > 0 || gone.length > 0
  }
}

/** Waits for all, also when one fails: the next try would meet what is still being written. */
async function everyOne(passes: Promise<void>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(passes)) if (outcome.status === 'rejected') throw outcome.reason
}

const placesIn = (files: LayerFiles): Map<string, string> =>
  new Map([...files].flatMap(([file, modules]) => modules.map(({ name }) => [name, file] as const)))

/** A module of the toolkit among the parts of a function. */
const importedAs = (name: string): string => resolve(`${TOOLKIT}:${name}`)

/** The files that an entry imports, by way of others too. */
function partsBelow({ inputs }: Metafile, entry: string): ReadonlySet<string> {
  const imports = new Map(Object.entries(inputs).map(([file, input]) => [resolve(file), input.imports]))
  const parts = new Set([resolve(entry)])
  // A set is walked over with what is added to it meanwhile.
  for (const part of parts)
    for (const { path, external } of imports.get(part) ?? []) if (!external) parts.add(resolve(path))
  return parts
}

/** A function that is gone must not be deployed with its last code. */
function removeBundle(file: string): void {
  for (const path of [file, `${file}.map`]) rmSync(path, { force: true })
  if (readdirSync(dirname(file)).length === 0) rmdirSync(dirname(file))
}
