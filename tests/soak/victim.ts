import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import type { Ready } from './child.ts'

export interface VictimOptions {
  dataDir: string
  /** The same at each start, as `npm start` has it: addresses stay. */
  awsPort: number
  /** Directory of the assembly to deploy. */
  assembled: string
  /** Takes the lines of the local cloud's own log. */
  log(line: string): void
  /** How far its clock is ahead when it starts. @default 0 */
  aheadMs?: number
  /** File for what the local cloud counts, and for lines about usage. All is traced then. @default nothing is counted */
  countFile?: string
}

/** A system in a process of its own. */
export interface Victim {
  /** Settles when everything serves, or with null when the process has ended before. */
  ready: Promise<Endpoints | null>
  /** Puts its clock forward: what it would wait for happens. */
  leap(ms: number): void
  /** kill -9; settles when the process is gone. */
  kill(): Promise<void>
  /** Lets it end by itself, and gives its exit code. */
  stop(): Promise<number | null>
}

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url))

export function startVictim({ dataDir, awsPort, assembled, log, aheadMs = 0, countFile = '' }: VictimOptions): Victim {
  const child = fork(CHILD, [dataDir, String(awsPort), assembled, String(aheadMs), countFile], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const gone = once(child, 'exit')
  logLines(child, log)
  const ready = new Promise<Endpoints | null>((resolve) => {
    child.once('message', (message: Ready) => resolve(message.endpoints))
    child.once('exit', () => resolve(null))
  })
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    const [code] = await gone
    return code as number | null
  }
  const leap = (leapMs: number) => void child.send({ leapMs })
  return { ready, leap, kill: async () => void (await end('SIGKILL')), stop: () => end('SIGTERM') }
}

function logLines(child: ChildProcess, log: (line: string) => void): void {
  let rest = ''
  child.stderr?.on('data', (chunk) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line !== '') log(line)
  })
}
