import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** Runs a program of the dependencies in a copy; answers what it said, and fails with that when it fails. */
export function runInside(root: string, program: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const child = spawn(join(root, 'node_modules', '.bin', program), args, {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', ...env },
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

/** The rules of the architecture, without those of the local cloud alone: it knows nothing of the product, and is here as it is there. */
export const checkArchitecture = (root: string): Promise<string> =>
  runInside(root, 'vitest', ['run', 'tests/architecture', '--exclude', 'tests/architecture/{members,support-table}/**'])

/** Runs tests that are made for a copy. */
export const testInside = (root: string, name: string, env: NodeJS.ProcessEnv = {}): Promise<string> =>
  runInside(root, 'vitest', ['run', '--config', 'tests/copies/inside/vitest.config.ts', name], env)
