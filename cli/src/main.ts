// The `tenantry` command. launch.mjs has made sure that dependencies are installed and that this runs on Node 24.

type Command = (args: string[], env: NodeJS.ProcessEnv) => Promise<number>

/** A command loads what it needs when it is called: what all of them need is most of what a short one would take. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  start: async () => (await import('./commands/start.ts')).start,
  test: async () => (await import('./commands/test.ts')).test,
  acceptance: async () => (await import('./commands/acceptance.ts')).acceptance,
  attacks: async () => (await import('./commands/attacks.ts')).attacks,
  check: async () => (await import('./commands/check.ts')).check,
  synth: async () => (await import('./commands/synth.ts')).synth,
  deploy: async () => (await import('./commands/deploy.ts')).deploy,
  soak: async () => (await import('./commands/soak.ts')).soak,
  screenshots: async () => (await import('./commands/screenshots.ts')).screenshots,
  demo: async () => (await import('./commands/demo.ts')).demo,
  dev: async () => (await import('./commands/dev.ts')).dev,
  bench: async () => (await import('./commands/bench.ts')).bench,
  'cost-table': async () => (await import('./commands/cost-table.ts')).costTable,
  'rights-table': async () => (await import('./commands/rights-table.ts')).rightsTable,
  'support-table': async () => (await import('./commands/support-table.ts')).supportTable,
  lint: async () => (await import('./commands/lint.ts')).lint,
  tenants: async () => (await import('./commands/tenants.ts')).tenants,
  tiers: async () => (await import('./commands/tiers.ts')).tiers,
  usage: async () => (await import('./commands/usage.ts')).usage,
  costs: async () => (await import('./commands/costs.ts')).costs,
  logs: async () => (await import('./commands/logs.ts')).logs,
  trace: async () => (await import('./commands/trace.ts')).trace,
  incidents: async () => (await import('./commands/incidents.ts')).incidents,
  'failed-messages': async () => (await import('./commands/failed-messages.ts')).failedMessages,
  token: async () => (await import('./commands/token.ts')).token,
  'record-release': async () => (await import('./commands/record-release.ts')).recordRelease,
  attribute: async () => (await import('./commands/attribute.ts')).attribute,
}

// Whoever read what is printed has gone, as `| head` does: there is nobody to print for.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

const [name = '', ...args] = process.argv.slice(2)
const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
if (load) {
  const command = await load()
  process.exitCode = await command(args, process.env)
} else {
  console.error(`There is no command "${name}". The commands are: ${Object.keys(COMMANDS).join(', ')}.`)
  process.exitCode = 2
}

export {}
