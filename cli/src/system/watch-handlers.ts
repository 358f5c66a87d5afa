import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ROOT } from '../root.ts'

/** The watcher ends with this code when its own sources changed, and wants to be started again. */
const RELOAD = 75

/** Has every handler bundled again when it is saved; `deploy` gets the directory of each new assembly, one at a time. Answers how to stop. */
export function watchHandlers(
  env: NodeJS.ProcessEnv,
  deploy: (directory: string) => Promise<void>,
  report: (error: unknown) => void,
): () => void {
  let stopped = false
  let queue = Promise.resolve()
  let child = start()

  function start() {
    const watcher = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'dev.ts'], {
      cwd: join(ROOT, 'infra'),
      env: { ...env, CDK_VALIDATION: 'false' },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    createInterface({ input: watcher.stdout }).on('line', (directory) => {
      queue = queue
        .then(() => deploy(directory))
        .catch(report)
        .finally(() => rmSync(directory, { recursive: true, force: true }))
    })
    watcher.on('exit', (code) => {
      if (stopped) return
      if (code === RELOAD) child = start()
      else report(new Error('The watcher of the handlers has ended; restart `npm run dev`.'))
    })
    return watcher
  }

  return () => {
    stopped = true
    child.stdin.end()
  }
}
