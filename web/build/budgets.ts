import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { BuiltFile, Site } from './build-site.ts'

const ROOT = join(import.meta.dirname, '..', '..')

/** What a first visit may load, in bytes after gzip (JavaScript) and before it (CSS), and which packages it may not load. */
export interface Budget {
  js: number
  css: number
  without: string[]
}

/** What only signed-in people need: the sign-in, the components of the apps, and the descriptors of the tenant API. */
const SIGNED_IN = ['aws-amplify', '@aws-amplify', '@cloudscape-design', '@tenantry/services', '@tenantry/app-plane']

export const BUDGETS: Record<Site, Budget> = {
  // The landing page.
  'public-site': { js: 150_000, css: 60_000, without: SIGNED_IN },
  // The operators' sign-in page.
  'operator-console': { js: 150_000, css: 60_000, without: SIGNED_IN },
}

export interface FirstLoad {
  js: number
  css: number
  modules: string[]
}

/** The entry and everything that it imports statically: what the browser loads before the code of any route. */
export function firstLoad(files: BuiltFile[]): FirstLoad {
  const byName = new Map(files.map((file) => [file.fileName, file]))
  const loaded = new Set<BuiltFile>()
  const load = (file: BuiltFile | undefined): void => {
    if (!file || loaded.has(file)) return
    loaded.add(file)
    for (const name of file.imports) load(byName.get(name))
  }
  files.filter(({ isEntry }) => isEntry).forEach(load)
  const chunks = [...loaded]
  const styles = new Set(chunks.flatMap(({ css }) => css))
  const sum = (sizes: number[]) => sizes.reduce((total, size) => total + size, 0)
  return {
    js: sum(chunks.map(({ content }) => gzipSync(content).length)),
    css: sum([...styles].map((name) => Buffer.byteLength(byName.get(name)?.content ?? ''))),
    modules: chunks.flatMap(({ modules }) => modules),
  }
}

/** What exceeds a budget, one sentence each; empty when nothing does. */
export function problemsOf({ js, css, modules }: FirstLoad, budget: Budget): string[] {
  const heavy = budget.without.filter((name) => modules.some((id) => id.includes(folderOf(name))))
  return [
    ...(js > budget.js ? [`${kilobytes(js)} of JavaScript, budget ${kilobytes(budget.js)}`] : []),
    ...(css > budget.css ? [`${kilobytes(css)} of CSS, budget ${kilobytes(budget.css)}`] : []),
    ...heavy.map((name) => `${name} is part of it`),
  ]
}

/** Part of the path of every module of a package. Those of our own are not under `node_modules`: they are linked there. */
const folderOf = (name: string): string =>
  name.startsWith('@tenantry/') ? join(ROOT, name.slice('@tenantry/'.length), '/') : `/node_modules/${name}/`

export const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`
