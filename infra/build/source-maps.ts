import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { BuildOptions, Plugin } from 'esbuild'

/**
 * Where source maps say that our files are: `tenantry:///app-plane/src/…`, the same on every machine. Readers of logs take the scheme away,
 * and have a path of the repository.
 */
const SOURCE_ROOT = 'tenantry:///'

const PACKAGE = /(^|[\\/])node_modules[\\/]|^lean:/
const MODULE_OF_PACKAGE = /[\\/]node_modules[\\/].*\.[cm]?js$/

/**
 * Maps of our own files alone. Node reads a map as it loads a module, and 9 of 10 mappings would be those of packages. Of a package, a stack
 * names the file, and line 1. https://nodejs.org/docs/latest-v24.x/api/cli.html#--enable-source-maps
 */
const mapOwnFiles: Plugin = {
  name: 'map-own-files',
  setup({ onLoad, onEnd, initialOptions }) {
    initialOptions.metafile = true
    onLoad({ filter: MODULE_OF_PACKAGE }, async ({ path }) => ({
      contents: `${await readFile(path, 'utf8')}\n//# sourceMappingURL=${firstLineOf(path)}`,
      loader: 'js',
    }))
    onEnd(({ metafile }) => {
      for (const [output, { inputs }] of Object.entries(metafile?.outputs ?? {})) {
        if (output.endsWith('.mjs') && Object.keys(inputs).every((file) => PACKAGE.test(file)))
          removeMap(resolve(output))
      }
    })
  },
}

/** https://esbuild.github.io/api/#source-maps: an input's map is followed, and esbuild ignores one without any mapping. */
function firstLineOf(path: string): string {
  const map = JSON.stringify({ version: 3, sources: [basename(path)], mappings: 'AAAA' })
  return `data:application/json;base64,${Buffer.from(map).toString('base64')}`
}

/** A chunk of packages only: the map would be read for nothing. */
function removeMap(file: string): void {
  rmSync(`${file}.map`, { force: true })
  writeFileSync(file, readFileSync(file, 'utf8').replace(/\/\/# sourceMappingURL=\S+\s*$/, ''))
}

export const SOURCE_MAPS = {
  sourcemap: 'linked',
  sourcesContent: false,
  sourceRoot: SOURCE_ROOT,
  plugins: [mapOwnFiles],
} satisfies BuildOptions

/** What a function's environment says, for its runtime to read maps. */
export const READS_SOURCE_MAPS = { NODE_OPTIONS: '--enable-source-maps' }
