import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const SOURCES = fileURLToPath(new URL('../runtime', import.meta.url))

/**
 * Writes the runtime that worker threads load, without its types, and gives the path of its entry. A thread that had to strip types
 * itself would load the compiler for that: it costs half a cold start.
 */
export function writeRuntime(directory: string): string {
  const names = readdirSync(SOURCES).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  const sources = names.map((name) => readFileSync(join(SOURCES, name), 'utf8'))
  const hash = createHash('sha256').update(JSON.stringify(sources)).digest('hex').slice(0, 16)
  const target = join(directory, hash)
  if (!existsSync(target)) {
    const temporary = `${target}-${process.pid}`
    mkdirSync(temporary, { recursive: true })
    for (const [index, name] of names.entries()) {
      const stripped = strip(sources[index] ?? '').replace(/(from '\.\/[\w-]+)\.ts'/g, "$1.mjs'")
      writeFileSync(join(temporary, name.replace(/\.ts$/, '.mjs')), stripped)
    }
    renameSync(temporary, target)
  }
  return join(target, 'main.mjs')
}

/** Node warns that the function is experimental; Node itself is pinned, and its users have nothing to do about it. */
function strip(source: string): string {
  const warn = process.emitWarning
  process.emitWarning = () => {}
  try {
    return stripTypeScriptTypes(source)
  } finally {
    process.emitWarning = warn
  }
}
