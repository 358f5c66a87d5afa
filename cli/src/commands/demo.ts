import { parseArgs } from 'node:util'
import type { Endpoints } from '../system/endpoints.ts'
import { dataFolder, readEndpoints } from '../system/target.ts'

const USAGE = `tenantry demo [--minutes N] [--reset]

  Makes a dozen tenants with catalogues and a week of orders in the running system, and keeps people at work in them.
  --minutes N   how long; 0 only makes the tenants (default 10)
  --reset       removes what it made, and nothing else`

/** Something to see on every page: believable tenants in the running system. */
export async function demo(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { minutes: { type: 'string', default: '10' }, reset: { type: 'boolean' }, help: { type: 'boolean' } },
  })
  const minutes = Number(values.minutes)
  if (values.help || !Number.isFinite(minutes) || minutes < 0 || minutes > 24 * 60) {
    console.error(USAGE)
    return values.help ? 0 : 2
  }
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort())
  // Loaded here: Amplify and the AWS clients would slow every other command down.
  const { resetDemo, runDemo } = await import('../demo/run-demo.ts')
  try {
    const endpoints = readEndpoints(env) as Endpoints
    const options = { dataDir: dataFolder(env), endpoints, say: (line: string) => console.log(line) }
    await (values.reset ? resetDemo(options) : runDemo({ ...options, minutes, stopped: stop.signal }))
    return 0
  } catch (error) {
    console.error(
      `${error instanceof Error ? error.message : String(error)}\nWhat was made is kept: run the command again to go on, or with --reset.`,
    )
    return 1
  }
}
