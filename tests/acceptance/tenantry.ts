import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { ROOT } from '@tenantry/cli/root.ts'

/** A command of the CLI that runs, in the repository or a copy of it. */
export function tenantry(args: string[], env: NodeJS.ProcessEnv, root = ROOT) {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(root, 'cli/src/main.ts'), ...args],
    {
      cwd: root,
      env: { ...process.env, NODE_COMPILE_CACHE: join(root, '.build', 'compiled'), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', (chunk) => (stdout += chunk))
  child.stderr?.on('data', (chunk) => (stderr += chunk))
  const exit = once(child, 'close').then(([code]) => Number(code))
  return {
    exit,
    stdout: () => stdout,
    stderr: () => stderr,
    stop: () => child.kill('SIGINT'),
    /** Reads no more, as `head` does when it has its lines. */
    hangUp: () => child.stdout?.destroy(),
  }
}

/** What a command prints, once it has ended well. */
export async function printedBy(args: string[], env: NodeJS.ProcessEnv, root?: string): Promise<string> {
  const command = tenantry(args, env, root)
  const code = await command.exit
  if (code !== 0) throw new Error(`tenantry ${args.join(' ')} ended with ${code}: ${command.stderr()}`)
  return command.stdout()
}
