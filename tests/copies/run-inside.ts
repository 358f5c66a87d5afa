import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const RULES = 'tests/architecture'

/** Runs a program of the dependencies in a copy; answers what it said, and fails with that when it fails. */
export function runInside(root: string, program: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const child = spawn(join(root, 'node_modules', '.bin', program), args, {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', NODE_COMPILE_CACHE: join(root, '.build', 'compiled'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  child.on('error', reject)
  child.on('exit', (code) =>
    code === 0 ? resolve(said) : reject(new Error(`${program} ${args.join(' ')} ended with ${code}:\n${said}`)),
  )
  return promise
}

/**
 * Runs the rules of the architecture. Those in folders are about the local cloud alone, which knows nothing of the product: they are here as
 * they are there.
 */
export function checkArchitecture(root: string): Promise<string> {
  const rules = readdirSync(join(root, RULES)).filter((name) => name.endsWith('.test.ts'))
  return runInside(root, 'vitest', ['run', ...rules.map((name) => join(RULES, name))])
}

/** Runs tests that are made for a copy. */
export const testInside = (root: string, name: string, env: NodeJS.ProcessEnv = {}): Promise<string> =>
  runInside(root, 'vitest', ['run', '--config', 'tests/copies/inside/vitest.config.ts', name], env)
