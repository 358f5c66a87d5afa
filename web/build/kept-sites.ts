import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import { descriptorFiles } from './descriptor-files.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const INPUTS = ['web', 'contracts/src', 'docs/guides/operations.md', 'package-lock.json']

/** Builds kept for the next time; older ones are removed. */
const KEPT = 4

/**
 * Puts the sites, built from the present sources, into `outdir`. Builds are kept by a hash of everything that goes into them, so a change of a
 * handler does not rebuild the web.
 */
export async function keptSites(
  outdir: string,
  build: (directory: string) => Promise<boolean>,
): Promise<'built' | 'reused' | 'failed'> {
  const kept = join(ROOT, '.build', 'sites')
  const directory = join(kept, inputsHash())
  const reused = existsSync(directory)
  if (reused) {
    utimesSync(directory, new Date(), new Date())
  } else {
    const unfinished = `${directory}.${process.pid}`
    mkdirSync(kept, { recursive: true })
    if (!(await build(unfinished))) {
      rmSync(unfinished, { recursive: true, force: true })
      return 'failed'
    }
    // Another process may have built the same sites meanwhile.
    if (existsSync(directory)) rmSync(unfinished, { recursive: true })
    else renameSync(unfinished, directory)
    prune(kept)
  }
  cpSync(directory, outdir, { recursive: true })
  return reused ? 'reused' : 'built'
}

function inputsHash(): string {
  const hash = createHash('sha256').update(process.version)
  for (const file of [...INPUTS.flatMap((input) => filesBelow(join(ROOT, input))), ...descriptorFiles(ROOT)]) {
    hash.update(`\0${relative(ROOT, file)}\0`).update(readFileSync(file))
  }
  return hash.digest('hex').slice(0, 24)
}

function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules' && !/\.test\.tsx?$/.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)]))
}

function prune(directory: string): void {
  const byAge = readdirSync(directory)
    .map((name) => ({ path: join(directory, name), changed: statSync(join(directory, name)).mtimeMs }))
    .sort((a, b) => b.changed - a.changed)
  for (const { path } of byAge.slice(KEPT)) rmSync(path, { recursive: true, force: true })
}
