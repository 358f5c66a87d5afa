import { resolve } from 'node:path'
import { type BuildOptions, build } from 'esbuild'
import { passes, writeApiDocument } from './bundle.ts'

/** Bundles again what these files are part of, and nothing else; throws when something does not compile. */
export type Rebundle = (saved: ReadonlySet<string>) => Promise<void>

/** Bundles everything. To bundle one function again takes a twentieth of that, so a saved file only brings those that it is part of. */
export async function rebundler(): Promise<Rebundle> {
  writeApiDocument()
  const [functions, layer] = passes()
  const partsOf = new Map<string, ReadonlySet<string>>()
  let partsOfLayer: ReadonlySet<string> = new Set()
  const bundleLayer = async () => {
    partsOfLayer = await partsAfter(layer)
  }
  const bundleFunction = async ([name, file]: [string, string]) => {
    partsOf.set(name, await partsAfter({ ...functions, entryPoints: { [name]: file } }))
  }
  const entries = Object.entries(functions.entryPoints)
  await Promise.all([bundleLayer(), ...entries.map(bundleFunction)])
  return async (saved) => {
    const touched = (parts: ReadonlySet<string> | undefined) => [...saved].some((file) => parts?.has(file))
    await Promise.all([
      ...(touched(partsOfLayer) ? [bundleLayer()] : []),
      ...entries.filter(([name]) => touched(partsOf.get(name))).map(bundleFunction),
    ])
  }
}

/** Bundles, and answers the files of which that was made. */
async function partsAfter(options: BuildOptions): Promise<ReadonlySet<string>> {
  const { metafile } = await build({ ...options, metafile: true })
  return new Set(Object.keys(metafile?.inputs ?? {}).map((file) => resolve(file)))
}

/** The files that a module consists of. */
export const partsOf = (file: string): Promise<ReadonlySet<string>> =>
  partsAfter({ entryPoints: [file], bundle: true, write: false, format: 'esm', platform: 'node', packages: 'bundle' })
