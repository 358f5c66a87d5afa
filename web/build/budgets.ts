import { gzipSync } from 'node:zlib'
import type { BuiltFile, Site } from './build-site.ts'

/** What a first visit may load, in bytes after gzip (JavaScript) and before it (CSS), and which packages it may not. */
export interface Budget {
  js: number
  css: number
  without: string[]
}

export const BUDGETS: Record<Site, Budget> = {
  // The landing page, before anyone signs in.
  'public-site': { js: 150_000, css: 60_000, without: ['aws-amplify', '@aws-amplify', '@cloudscape-design'] },
  // The operators' sign-in.
  'operator-console': { js: 150_000, css: 60_000, without: ['aws-amplify', '@aws-amplify', '@cloudscape-design'] },
}

export interface FirstLoad {
  js: number
  css: number
  modules: string[]
}

/** The entry and everything that it imports statically: what the browser loads before any route's own part. */
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

/** What breaks a budget, in words; nothing when it is kept. */
export function problemsOf({ js, css, modules }: FirstLoad, budget: Budget): string[] {
  const heavy = budget.without.filter((name) => modules.some((id) => id.includes(`/node_modules/${name}/`)))
  return [
    ...(js > budget.js ? [`${kilobytes(js)} of JavaScript, budget ${kilobytes(budget.js)}`] : []),
    ...(css > budget.css ? [`${kilobytes(css)} of CSS, budget ${kilobytes(budget.css)}`] : []),
    ...heavy.map((name) => `${name} is part of it`),
  ]
}

export const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`
