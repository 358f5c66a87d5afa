import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { PLAIN, painted } from '@tenantry/local-cloud/command/logs/format-entry.ts'
import { clientConfig, readTarget, type Target } from '../system/target.ts'
import { tenantNamed } from '../system/tenant-named.ts'

const USAGE = `tenantry logs [--tenant T] [--function F] [--request R] [--since 1h] [--follow] [--json] [--deployed FILE]

  What functions and APIs have logged, from CloudWatch Logs.
  --tenant T       a tenant's name or id
  --function F     a function, as its folder is called
  --request R      a request id, or how it begins: of an answer, of the access log or of a function
  --since 1h       how far back: seconds, minutes, hours or days (s, m, h, d); default 1h
  --follow         goes on until Ctrl-C
  --json           an object a line, everything that was logged
  --deployed FILE  the endpoints file of stacks on AWS, read with the credentials of the environment`

const OPTIONS = {
  tenant: { type: 'string' },
  function: { type: 'string' },
  request: { type: 'string' },
  since: { type: 'string', default: '1h' },
  follow: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  deployed: { type: 'string' },
  help: { type: 'boolean' },
} as const

const UNITS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const POLL_MS = 1000
/** CloudWatch Logs may take so long until an event is found. */
const LATE_MS = 15_000

/** What functions logged, by tenant, function and request: of the running system or of deployed stacks. */
export async function logs(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  try {
    const { values } = parseArgs({ args, options: OPTIONS })
    if (values.help) {
      console.log(USAGE)
      return 0
    }
    await print(values, env)
    return 0
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    return 1
  }
}

interface Options {
  tenant?: string
  function?: string
  request?: string
  since: string
  follow: boolean
  json: boolean
  deployed?: string
}

async function print(options: Options, env: NodeJS.ProcessEnv): Promise<void> {
  const begin = Date.now() - milliseconds(options.since)
  const target = readTarget(env, options.deployed)
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort())
  const ask = await question(target, options)
  const { eventAsJson, showEvent } = await import('../logs/show-event.ts')
  const paint = options.json ? PLAIN : painted(process.stdout)
  const shown = new Map<string, number>()
  let since = begin
  for (;;) {
    const events = (await ask(since)).filter(({ id }) => !shown.has(id))
    for (const event of events) {
      shown.set(event.id, event.timestamp)
      const line = options.json ? eventAsJson(event) : showEvent(event, paint)
      if (line !== null) process.stdout.write(`${line}\n`)
    }
    if (!options.follow || stop.signal.aborted) return
    since = Math.max(since, (events.at(-1)?.timestamp ?? 0) - LATE_MS)
    for (const [id, timestamp] of shown) if (timestamp < since) shown.delete(id)
    await wait(POLL_MS, undefined, { signal: stop.signal }).catch(() => {})
    if (stop.signal.aborted) return
  }
}

async function question(target: Target, { tenant, function: name, request }: Options) {
  if (request !== undefined && !/^[\w-]{6,64}$/.test(request)) {
    throw new Error(`"${request}" is no request id: at least its first six characters are needed.`)
  }
  // Loaded here: the AWS clients would slow every other command down.
  const { CloudFormationClient } = await import('@aws-sdk/client-cloudformation')
  const { CloudWatchLogsClient } = await import('@aws-sdk/client-cloudwatch-logs')
  const { askLogs } = await import('../logs/ask-logs.ts')
  const { logSources } = await import('../logs/log-sources.ts')
  const sources = await logSources(new CloudFormationClient(clientConfig(target)))
  if (sources.length === 0) throw new Error(`There are no stacks of Tenantry in ${target.region}.`)
  return askLogs(new CloudWatchLogsClient({ ...clientConfig(target), maxAttempts: 8 }), {
    sources,
    tenantIds: tenant === undefined ? null : await tenantIds(target, tenant),
    functionName: name ?? null,
    request: request ?? null,
  })
}

/** A text may be a name and look like an id: both are asked for. */
async function tenantIds(target: Target, tenant: string): Promise<string[]> {
  const named = await tenantNamed(target, tenant)
  const ids = [...(named ? [named.tenantId] : []), ...(/^[a-z0-9]{12}$/.test(tenant) ? [tenant] : [])]
  if (ids.length > 0) return ids
  throw new Error(
    `There is no active tenant called "${tenant}". Give its id to see the logs of one that is not active.`,
  )
}

function milliseconds(text: string): number {
  const [, count, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? []
  if (count) return Number(count) * (UNITS[unit] ?? 0)
  throw new Error(`--since ${text} must be a number and s, m, h or d, for example 30m.`)
}
