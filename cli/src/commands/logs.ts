import { setTimeout as wait } from 'node:timers/promises'
import { PLAIN, painted } from '@tenantry/local-cloud/command/logs/format-entry.ts'
import { BadUsage, declareCommand } from '../command/declare-command.ts'
import { readLength } from '../command/moments.ts'
import { clientConfig, readTarget, type Target } from '../system/target.ts'
import { tenantNamed } from '../system/tenant-named.ts'

const POLL_MS = 1000
/** CloudWatch Logs may take so long until an event is found. */
const LATE_MS = 15_000

/** What functions logged, by tenant, function and request: of the running system or of deployed stacks. */
export const logs = declareCommand({
  name: 'logs',
  about: 'What functions and APIs have logged, from CloudWatch Logs.',
  options: {
    tenant: { value: 'T', help: "a tenant's name or id" },
    function: { value: 'F', help: 'a function, as its folder is called' },
    request: { value: 'R', help: 'a request id, or how it begins: of an answer, of the access log or of a function' },
    since: { value: '1h', default: '1h', help: 'how far back: seconds, minutes, hours or days (s, m, h, d)' },
    follow: { help: 'goes on until Ctrl-C' },
    json: { help: 'an object a line, everything that was logged' },
    deployed: {
      value: 'FILE',
      help: 'the endpoints file of stacks on AWS, read with the credentials of the environment',
    },
  },
  run: ({ values }, env) => print(values, env),
})

interface Options {
  tenant: string | undefined
  function: string | undefined
  request: string | undefined
  since: string
  follow: boolean
  json: boolean
  deployed: string | undefined
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
    throw new BadUsage(`"${request}" is no request id: at least its first six characters are needed.`)
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
  const length = readLength(text)
  if (length) return length
  throw new BadUsage(`--since ${text} must be a number and s, m, h or d, for example 30m.`)
}
