// The `tenantry` command. launch.mjs has made sure that dependencies are installed and that this runs on Node 24.
import { acceptance } from './commands/acceptance.ts'
import { attacks } from './commands/attacks.ts'
import { attribute } from './commands/attribute.ts'
import { bench } from './commands/bench.ts'
import { check } from './commands/check.ts'
import { costTable } from './commands/cost-table.ts'
import { costs } from './commands/costs.ts'
import { demo } from './commands/demo.ts'
import { deploy } from './commands/deploy.ts'
import { dev } from './commands/dev.ts'
import { failedMessages } from './commands/failed-messages.ts'
import { incidents } from './commands/incidents.ts'
import { lint } from './commands/lint.ts'
import { logs } from './commands/logs.ts'
import { recordRelease } from './commands/record-release.ts'
import { rightsTable } from './commands/rights-table.ts'
import { screenshots } from './commands/screenshots.ts'
import { soak } from './commands/soak.ts'
import { start } from './commands/start.ts'
import { supportTable } from './commands/support-table.ts'
import { synth } from './commands/synth.ts'
import { tenants } from './commands/tenants.ts'
import { test } from './commands/test.ts'
import { tiers } from './commands/tiers.ts'
import { token } from './commands/token.ts'
import { trace } from './commands/trace.ts'
import { usage } from './commands/usage.ts'

const COMMANDS: Record<string, (args: string[], env: NodeJS.ProcessEnv) => Promise<number>> = {
  start,
  test,
  acceptance,
  attacks,
  check,
  synth,
  deploy,
  soak,
  screenshots,
  demo,
  dev,
  bench,
  'cost-table': costTable,
  'rights-table': rightsTable,
  'support-table': supportTable,
  lint,
  tenants,
  tiers,
  usage,
  costs,
  logs,
  trace,
  incidents,
  'failed-messages': failedMessages,
  token,
  'record-release': recordRelease,
  attribute,
}

// Whoever read what is printed has gone, as `| head` does: there is nobody to print for.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

const [name = '', ...args] = process.argv.slice(2)
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
if (command) {
  process.exitCode = await command(args, process.env)
} else {
  console.error(`There is no command "${name}". The commands are: ${Object.keys(COMMANDS).join(', ')}.`)
  process.exitCode = 2
}
