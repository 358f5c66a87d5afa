import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import type { Answers, Phases } from './host.ts'

/** The system under measurement. */
export interface Host {
  endpoints: Endpoints
  phases: Phases
  dataDir: string
  pid: number
  ask<K extends keyof Answers>(question: K): Promise<Answers[K]>
  close(): Promise<void>
}

const HOST = fileURLToPath(new URL('./host.ts', import.meta.url))

export async function startHost(dataDir: string, execArgv: string[] = []): Promise<Host> {
  const child = fork(HOST, [dataDir], {
    execArgv: ['--disable-warning=ExperimentalWarning', '--expose-gc', ...execArgv],
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  const gone = once(child, 'exit')
  const next = async () => {
    const message = await Promise.race([once(child, 'message'), gone.then(() => null)])
    if (message === null) throw new Error('The system that is measured has ended.')
    return message[0]
  }
  const { endpoints, phases } = await next()
  return {
    endpoints,
    phases,
    dataDir,
    pid: child.pid ?? 0,
    async ask(question) {
      child.send(question)
      return (await next())[question]
    },
    async close() {
      child.kill('SIGTERM')
      await gone
    },
  }
}
