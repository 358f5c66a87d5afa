// The system that is measured, in a process of its own: whoever makes the load costs it nothing but the processor's time.
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { startSystem } from '@tenantry/cli/system/system.ts'
import { type Calls, callCounter } from './calls.ts'

/** Milliseconds by phase of the start. */
export type Phases = Record<string, number>

export interface Answers {
  /** Since this was asked last. */
  calls: Calls
  /** Bytes of resident memory, after what is no longer used was collected. */
  memory: number
}

export type FromHost = { endpoints: Endpoints; phases: Phases } | { [K in keyof Answers]: Answers[K] }

const calls = callCounter()
const phases: Phases = {}
const [dataDir = ''] = process.argv.slice(2)

const system = await startSystem({
  dataDir,
  webPort: 0,
  awsPort: 0,
  env: process.env,
  phase: (name, milliseconds) => {
    phases[name] = Math.round(milliseconds)
  },
  log: (line) => console.error(line),
  observe: calls.observe,
})

const ANSWERS: { [K in keyof Answers]: () => Answers[K] } = {
  calls: calls.take,
  memory() {
    globalThis.gc?.()
    return process.memoryUsage.rss()
  },
}
process.on('message', (question: keyof Answers) => process.send?.({ [question]: ANSWERS[question]() }))
process.on('SIGTERM', () => void system.close().then(() => process.exit(0)))
process.on('disconnect', () => process.exit(1))
process.send?.({ endpoints: system.endpoints, phases })
