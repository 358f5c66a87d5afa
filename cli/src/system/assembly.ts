import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join, relative } from 'node:path'
import { ROOT } from '../root.ts'

/** The packages that functions and templates are made of. */
export const BACKEND = [
  'contracts',
  'services',
  'toolkit',
  'metering',
  'attribution',
  'control-plane',
  'app-plane',
  'infra',
]

/** Everything that an assembly is made of: a change in any of these files makes a new one. */
const INPUTS = [...BACKEND, 'web', 'docs/guides/operations.md', 'package-lock.json']

/** Assemblies kept for the next start; older ones are removed. */
const KEPT = 4

export interface Assembly {
  directory: string
  /** Whether it had been made before from the same inputs. */
  reused: boolean
}

/** The CDK app's cloud assembly for the sources as they are now, kept by a hash of every input of the synth and the bundles. */
export async function assembly(root = ROOT, env: NodeJS.ProcessEnv = {}): Promise<Assembly> {
  const assemblies = join(root, '.build', 'assemblies')
  const directory = join(assemblies, inputsHash(root))
  if (existsSync(join(directory, 'manifest.json'))) {
    utimesSync(directory, new Date(), new Date())
    return { directory, reused: true }
  }
  mkdirSync(assemblies, { recursive: true })
  const unfinished = `${directory}.${process.pid}`
  await synthesize(root, unfinished, env)
  try {
    renameSync(unfinished, directory)
  } catch (error) {
    // Another process has made the same assembly meanwhile.
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(join(directory, 'manifest.json'))) throw error
  }
  prune(assemblies)
  return { directory, reused: false }
}

/** A hash over names and contents of all inputs, tests left out. */
export function inputsHash(root: string): string {
  const hash = createHash('sha256').update(process.version)
  for (const file of INPUTS.flatMap((input) => filesBelow(join(root, input)))) {
    hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file))
  }
  return hash.digest('hex').slice(0, 24)
}

function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules' && !name.endsWith('.test.ts') && !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)]))
}

/** In a process of its own: the CDK's memory goes with it, and the system that stays starts lean. */
function synthesize(root: string, outdir: string, env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'main.ts'], {
      cwd: join(root, 'infra'),
      // The template validator is for `npm run synth` and the tests: it takes longer than the rest of the start.
      env: {
        ...env,
        NODE_COMPILE_CACHE: join(root, '.build', 'compiled'),
        CDK_OUTDIR: outdir,
        CDK_VALIDATION: 'false',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let errors = ''
    child.stderr.on('data', (chunk) => {
      errors += chunk
    })
    child.on('error', reject)
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`The CDK app does not synthesize:\n${errors}`)),
    )
  })
}

function prune(assemblies: string): void {
  readdirSync(assemblies)
    .map((name) => ({ path: join(assemblies, name), changed: statSync(join(assemblies, name)).mtimeMs }))
    .sort((a, b) => b.changed - a.changed)
    .slice(KEPT)
    .forEach(({ path }) => {
      rmSync(path, { recursive: true, force: true })
    })
}
