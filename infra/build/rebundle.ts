import { readdirSync, rmdirSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { type BuildOptions, build } from 'esbuild'
import { passes, writeApiDocument } from './bundle.ts'
import { layerFiles } from './layer-files.ts'

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
  let laidOut = ''

  const bundleLayer = async (layer: ReturnType<typeof passes>[1]) => {
    // What a module that is gone has left, and the chunks of the last time.
    rmSync(layer.outdir, { recursive: true, force: true })
    partsOf.set(LAYER, await partsAfter(layer))
  }
  return async (saved) => {
    // Read anew: functions and modules of the layer come and go with their files.
    const files = await layerFiles()
    const [functions, layer] = passes(files)
    // A module that is new, gone, or in another file than before: whoever imports it must know where.
    const layout = JSON.stringify([...files])
    if (layout !== laidOut) partsOf.clear()
    laidOut = layout
    const touched = (name: string) => {
      const parts = partsOf.get(name)
      return !parts || [...saved].some((file) => parts.has(file))
    }
    const entries = Object.entries(functions.entryPoints)
    const gone = [...partsOf.keys()].filter((name) => name !== LAYER && !(name in functions.entryPoints))
    for (const name of gone) {
      partsOf.delete(name)
      removeBundle(join(functions.outdir, `${name}.mjs`))
    }
    const layerTouched = touched(LAYER)
    const stale = entries.filter(([name]) => touched(name))
    await Promise.all([
      ...(layerTouched ? [bundleLayer(layer)] : []),
      ...stale.map(async ([name, file]) => {
        partsOf.set(name, await partsAfter({ ...functions, entryPoints: { [name]: file } }))
      }),
    ])
    return layerTouched || stale.length > 0 || gone.length > 0
  }
}

/** Bundles, and answers the files of which that was made. */
async function partsAfter(options: BuildOptions): Promise<ReadonlySet<string>> {
  const { metafile } = await build({ ...options, metafile: true })
  return new Set(Object.keys(metafile?.inputs ?? {}).map((file) => resolve(file)))
}

/** A function that is gone must not be deployed with its last code. */
function removeBundle(file: string): void {
  for (const path of [file, `${file}.map`]) rmSync(path, { force: true })
  if (readdirSync(dirname(file)).length === 0) rmdirSync(dirname(file))
}
