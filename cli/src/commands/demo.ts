import { BadUsage, declareCommand } from '../command/declare-command.ts'
import type { Endpoints } from '../system/endpoints.ts'
import { dataFolder, readEndpoints } from '../system/target.ts'

/** Something to see on every page: believable tenants in the running system. */
export const demo = declareCommand({
  name: 'demo',
  about:
    'Makes a dozen tenants with catalogues and a week of orders in the running system, and keeps people at work in them.',
  options: {
    minutes: { value: 'N', default: '10', help: 'how long; 0 only makes the tenants' },
    reset: { help: 'removes what it made, and nothing else' },
  },
  async run({ values }, env) {
    const minutes = Number(values.minutes)
    if (!Number.isFinite(minutes) || minutes < 0 || minutes > 24 * 60) {
      throw new BadUsage(`--minutes ${values.minutes} is no number from 0 to ${24 * 60}.`)
    }
    const stop = new AbortController()
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort())
    // Loaded here: Amplify and the AWS clients would slow every other command down.
    const { resetDemo, runDemo } = await import('../demo/run-demo.ts')
    const endpoints = readEndpoints(env) as Endpoints
    const options = { dataDir: dataFolder(env), endpoints, say: (line: string) => console.log(line) }
    try {
      await (values.reset ? resetDemo(options) : runDemo({ ...options, minutes, stopped: stop.signal }))
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      throw new Error(`${message}\nWhat was made is kept: run the command again to go on, or with --reset.`)
    }
  },
})
