import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import type { Command } from '../command/declare-command.ts'
import { costs } from '../commands/costs.ts'
import { failedMessages } from '../commands/failed-messages.ts'
import { incidents } from '../commands/incidents.ts'
import { tenants } from '../commands/tenants.ts'
import { tiers } from '../commands/tiers.ts'
import { trace } from '../commands/trace.ts'
import { usage } from '../commands/usage.ts'

const folder = mkdtempSync(join(tmpdir(), 'tenantry-commands-'))
const env = { TENANTRY_DATA_DIR: folder }
writeFileSync(
  join(folder, 'endpoints.json'),
  // Nothing listens there: a command that asked would say so, and end with 1.
  JSON.stringify({
    controlPlaneApi: 'http://127.0.0.1:9/v1',
    operator: { userPoolId: 'us-east-1_none', clientId: 'none' },
  }),
)
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => {
  vi.restoreAllMocks()
})

async function run(command: Command, args: string[], environment: NodeJS.ProcessEnv = env) {
  const out = vi.spyOn(console, 'log').mockReturnValue()
  const error = vi.spyOn(console, 'error').mockReturnValue()
  const code = await command(args, environment)
  return { code, stdout: out.mock.calls.join('\n'), stderr: error.mock.calls.join('\n') }
}

test.each<[Command, string[], string]>([
  [tenants, ['--sort', 'name'], "Unknown option '--sort'"],
  [tenants, ['Acme', 'Globex'], '"Globex" belongs to no option.'],
  [tenants, ['Acme', '--attention'], 'leave --attention and --search out'],
  [tenants, ['--status', 'happy'], '--status happy is none of awaiting-approval'],
  [tenants, ['Acme', '--window', '2h'], '--window 2h is none of 1h, 24h, 7d'],
  [tiers, ['--limit', '0'], '--limit 0 is no whole number'],
  [tiers, ['--limit', '1e3'], '--limit 1e3 is no whole number'],
  [tiers, ['--state', 'gone'], '--state gone is none of offered, retired, all'],
  [usage, ['--by', 'week'], '--by week is none of minute, hour, day'],
  [usage, ['--from', 'yesterday'], '--from yesterday is no moment'],
  [usage, ['--limit'], '--limit'],
  [costs, ['--by', 'week'], '--by week is none of hour, day, month'],
  [costs, ['--runs', '--changes'], '--changes and --runs are two lists.'],
  [costs, ['--lines', '--day', '2026-11-29'], '--lines needs --service.'],
  [costs, ['--margins'], '--margins needs --month.'],
  [incidents, ['--from', '1h', '--to', '2h'], '--from 1h is not before --to 2h'],
  [trace, [], 'Give the id of a request, or --tenant'],
  [trace, ['12345678', '--at', 'noon'], '--at noon is no moment'],
  [trace, ['--tenant', 'Acme', '--why', 'tired'], '--why tired is none of failed, throttled, slow'],
  [failedMessages, ['--consumer', 'orders'], '--consumer goes with --redrive alone.'],
])('what makes no sense is refused before anybody is asked, with the usage: %#', async (command, args, reason) => {
  const { code, stdout, stderr } = await run(command, args)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(reason)
  expect(stderr).toMatch(/^\ntenantry |\n\ntenantry /)
})

test.each([tenants, tiers, usage, costs, incidents, trace, failedMessages])(
  '%# has a usage without any system',
  async (command) => {
    const { code, stdout } = await run(command, ['--help'], { TENANTRY_DATA_DIR: join(folder, 'nothing') })
    expect(code).toBe(0)
    for (const option of ['--json', '--deployed FILE']) expect(stdout).toContain(option)
  },
)

test.each([
  ['{', 'is not JSON'],
  ['{}', 'lacks or misspells controlPlaneApi, operator'],
])('an endpoints file that holds %s is refused', async (text, reason) => {
  const file = join(folder, 'broken.json')
  writeFileSync(file, text)
  const { code, stderr } = await run(tiers, ['--deployed', file])
  expect(code).toBe(1)
  expect(stderr).toContain(reason)
})
