import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ROOT } from '../root.ts'

/** A program ends with this code, BSD's EX_TEMPFAIL, when a file changed that it has loaded, and wants to be started again. */
const RELOAD = 75

export interface KeptRunning {
  /** Hands over a line; a program that has ended is started again instead. */
  tell(line: string): void
  restart(): void
  /** Resolves when it has ended. */
  stop(): Promise<void>
}

/**
 * Runs a program of another package beside the system. What it prints arrives line by line. A program that fails, because what it loads does
 * not compile, is started again by a save that came after its start: `npm run dev` goes on.
 */
export function keepRunning({
  folder,
  args,
  env,
  printed,
  failed,
}: {
  /** The package, where it runs. */
  folder: string
  args: string[]
  env: NodeJS.ProcessEnv
  printed: (line: string) => void
  failed: () => void
}): KeptRunning {
  let stopped = false
  /** Something was saved after the program began to load. */
  let outdated = false
  let child: ChildProcess | undefined = start()

  function start() {
    outdated = false
    const started = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
      cwd: join(ROOT, folder),
      env,
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    // A line that comes while it ends: it is started again anyway.
    started.stdin.on('error', () => {})
    createInterface({ input: started.stdout }).on('line', printed)
    started.on('exit', (code) => {
      if (child !== started || stopped) return
      child = code === RELOAD || outdated ? start() : undefined
      if (!child) failed()
    })
    return started
  }

  const restart = () => {
    child?.stdin?.end()
    child = start()
  }
  return {
    tell(line) {
      outdated = true
      if (child) child.stdin?.write(`${line}\n`)
      else restart()
    },
    restart,
    async stop() {
      stopped = true
      if (!child || child.exitCode !== null) return
      const ended = once(child, 'exit')
      child.stdin?.end()
      await ended
    },
  }
}
