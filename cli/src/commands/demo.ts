import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT } from '../root.ts'
import type { Endpoints } from '../system/endpoints.ts'

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
  const dataDir = resolve(ROOT, env.TENANTRY_DATA_DIR || '.tenantry')
  const file = join(dataDir, 'endpoints.json')
  if (!existsSync(file)) {
    console.error(`Nothing runs on ${dataDir}. Start the system first: npm start`)
    return 1
  }
  const endpoints: Endpoints = JSON.parse(readFileSync(file, 'utf8'))
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort())
  // Loaded here: Amplify and the AWS clients would slow every other command down.
  const { resetDemo, runDemo } = await import('../demo/run-demo.ts')
  const options = { dataDir, endpoints, say: (line: string) => console.log(line) }
  try {
    await (values.reset ? resetDemo(options) : runDemo({ ...options, minutes, stopped: stop.signal }))
    return 0
  } catch (error) {
    console.error(
      `${error instanceof Error ? error.message : String(error)}\nWhat was made is kept: run the command again to go on, or with --reset.`,
    )
    return 1
  }
}
