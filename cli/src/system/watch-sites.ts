import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ROOT } from '../root.ts'
import type { Endpoints } from './endpoints.ts'

/** Serves both sites from their sources, with hot reload; `say` gets a line for each address. Answers how to stop. */
export function watchSites(
  env: NodeJS.ProcessEnv,
  { web, console: operatorConsole }: Pick<Endpoints, 'web' | 'console'>,
  say: (line: string) => void,
): () => void {
  let stopped = false
  const sites = [`public-site=${web}`, `operator-console=${operatorConsole}`]
  const server = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'build/dev.ts', ...sites], {
    cwd: join(ROOT, 'web'),
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  createInterface({ input: server.stdout }).on('line', say)
  server.on('exit', () => {
    if (!stopped) say('The development server of the sites has ended; restart `npm run dev`.')
  })
  return () => {
    stopped = true
    server.stdin.end()
  }
}
