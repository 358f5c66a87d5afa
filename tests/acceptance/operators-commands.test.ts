import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '@tenantry/cli/root.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from './eventually.ts'
import { failedMessage } from './failed-message.ts'
import { onboard, type Tenant } from './onboarding.ts'
import { useSystem } from './system.ts'
import { printedBy, tenantry } from './tenantry.ts'
import { untilMetered } from './until-metered.ts'

// The commands of operators, each as a process of its own, as in another terminal. Runs on a laptop and on AWS.
const system = useSystem()
const run = Date.now().toString(36)
const name = `Commanded ${run}`
const folder = mkdtempSync(join(tmpdir(), 'tenantry-operator-'))
const sessionPath = join(folder, 'operator-session.json')
const env = { TENANTRY_DATA_DIR: folder, XDG_STATE_HOME: join(folder, 'state') }
let tenant: Tenant

beforeAll(async () => {
  writeFileSync(join(folder, 'endpoints.json'), JSON.stringify(system.endpoints))
  tenant = await onboard(system.endpoints, name, `ada-${run}@commanded.example`)
})
afterAll(() => rmSync(folder, { recursive: true }))

const printed = (...args: string[]) => printedBy(args, env)
const objects = async (...args: string[]) => {
  const lines = (await printed(...args, '--json')).trim().split('\n').filter(Boolean)
  return lines.map((line) => JSON.parse(line))
}
async function refused(args: string[], environment: NodeJS.ProcessEnv = env) {
  const command = tenantry(args, environment)
  const code = await command.exit
  return { code, stdout: command.stdout(), stderr: command.stderr() }
}
const session = (path = sessionPath) => JSON.parse(readFileSync(path, 'utf8'))
const tokensIn = (path?: string): string[] =>
  Object.entries<string>(session(path).items).flatMap(([key, value]) => (/Token$/.test(key) ? [value] : []))

describe('an operator on a laptop', () => {
  test('is signed in without being asked; the session is theirs alone, is used again and is never printed', async () => {
    const first = await refused(['tenants', '--limit', '1'])
    expect(first.code).toBe(0)
    expect((statSync(sessionPath).mode & 0o777).toString(8)).toBe('600')
    const before = tokensIn()
    expect(before).toHaveLength(3)
    for (const token of before) expect(first.stdout + first.stderr).not.toContain(token)
    await printed('tenants', '--limit', '1')
    expect(tokensIn()).toEqual(before)
  })

  test('sees tenants, and one of them by its name or id, with how it was served', async () => {
    const { tenantId } = tenant.config
    await expect
      .poll(() => objects('tenants', '--search', name))
      .toMatchObject([{ tenantId, name, status: 'active', tier: 'Basic' }])
    for (const named of [name.toUpperCase(), tenantId]) {
      expect(await objects('tenants', named)).toMatchObject([{ tenantId, name, health: { window: '1h' } }])
    }
    const text = await printed('tenants', name)
    expect(text).toMatch(new RegExp(`^Tenant +${tenantId}\\nName +${name}\\nStatus +active\\n`))
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
  })

  test('reads a list on from where it ended', async () => {
    const names = (await objects('tiers')).map((tier) => tier.name)
    expect(names).toEqual(expect.arrayContaining(['Basic', 'Standard', 'Premium', 'Platinum']))
    const first = await refused(['tiers', '--limit', '1', '--json'])
    expect(JSON.parse(first.stdout)).toMatchObject({ name: names[0], priceCents: expect.any(Number) })
    const [, cursor = ''] = /--cursor (\S+)/.exec(first.stderr) ?? []
    const [second] = await objects('tiers', '--limit', '1', '--cursor', cursor)
    expect(second.name).toBe(names[1])
    expect(await printed('tiers')).toMatch(/^TIER +RUNS IN +RATE\/S .*\nBasic +pool +50 /)
  })

  test("sees failed messages, and what redriving a function's comes to", async () => {
    const takeAway = await failedMessage(system.endpoints)
    await expect
      .poll(() => objects('failed-messages'))
      .toContainEqual(expect.objectContaining({ consumer: 'tenant-people' }))
    await takeAway()
    expect(await printed('failed-messages', '--redrive', '--consumer', 'tenant-directory')).toMatch(
      /^\d+ messages go to their functions again\.\n$/,
    )
  })
})

test.each([
  ['operations', /## From the command line.*?```sh\n(.*?)```/s],
  ['cost', /```sh\n(.*?)```/s],
])('each command that the guide of %s begins with runs', async (about, block) => {
  const guide = readFileSync(join(ROOT, `docs/guides/${about}.md`), 'utf8')
  const [, commands = ''] = block.exec(guide) ?? []
  const lines = commands.trim().split('\n')
  expect(lines.length).toBeGreaterThan(5)
  for (const line of lines) {
    const [, words = ''] = /^npx tenantry ([^#]+)/.exec(line) ?? []
    const { code, stderr } = await refused(words.trim().split(' '))
    expect(code, `${line}: ${stderr}`).toBe(0)
  }
})

describe('what a tenant did', () => {
  const missing = '/users/nobody'
  let requestId = ''

  beforeAll(async () => {
    const answer = await tenant.api.get(missing)
    expect(answer.status).toBe(404)
    requestId = answer.headers.get('x-amzn-requestid') ?? ''
  })

  test("a request's story, by its id", async () => {
    const story = await eventually('the story of the request', async () => {
      const { code, stdout } = await refused(['trace', requestId, '--json'])
      const told = code === 0 ? JSON.parse(stdout) : null
      return told?.lines.some((line: { function: string }) => line.function === 'users') && told
    })
    expect(story).toMatchObject({ requestId, tenantId: tenant.config.tenantId })
    const text = await printed('trace', requestId, '--tenant', name, '--at', '5m')
    expect(text).toContain(`Request ${requestId} of tenant ${tenant.config.tenantId}`)
    expect(text).toMatch(/ users {2}request.* status=404/)
  })

  test('its usage by operation and its failed requests, once they are metered', async () => {
    const { tenantId } = tenant.config
    await untilMetered(system, { tenantId, requestId })
    const own = await objects('usage', '--tenant', name, '--by', 'hour', '--from', '2h')
    expect(own).toContainEqual(expect.objectContaining({ service: 'users', operation: 'getUser', errors: 1 }))
    const all = await objects('usage', '--by', 'hour', '--from', '2h', '--limit', '100000')
    expect(all.filter((row) => row.tenantId === tenantId).map(({ tenantId: _, ...row }) => row)).toEqual(own)
    const table = await printed('usage', '--tenant', tenantId)
    expect(table).toMatch(/^FROM \(UTC\) +OPERATION +REQUESTS +ERRORS +429 +UNITS +P95 MS\n/)
    expect(table).toMatch(/users\.getUser +1 +1 +0 /)
    for (const line of table.split('\n')) expect(line.length).toBeLessThanOrEqual(80)

    const failed = await objects('trace', '--tenant', name, '--why', 'failed')
    expect(failed).toContainEqual(expect.objectContaining({ requestId, status: 404, why: 'failed' }))
    expect(await printed('trace', '--tenant', name)).toContain(requestId)
  })

  test('how tiers and tenants are served, and incidents of an interval', async () => {
    const [incidents] = await objects('incidents', '--from', '1h')
    expect(incidents).toMatchObject({ hurt: expect.any(Array), suspects: expect.any(Array) })
    expect(Date.parse(incidents.to) - Date.parse(incidents.from)).toBeGreaterThan(3_000_000)
    expect(await printed('incidents')).toMatch(/^From \d{4}-\d\d-\d\d \d\d:\d\d to .* UTC\n/)
    expect(await objects('tiers', '--serving')).toContainEqual(expect.objectContaining({ tier: 'Basic' }))
    for (const one of await objects('tenants', '--attention')) expect(one).toHaveProperty('detail')
  })
})

describe('an operator of a deployment', () => {
  const file = join(folder, 'deployed.json')
  const args = ['tiers', '--limit', '1', '--json', '--deployed', file]
  const deploy = (operatorOf: object) =>
    writeFileSync(file, JSON.stringify({ ...system.endpoints, operator: operatorOf }))
  const pool = () => {
    const { userPoolId, clientId } = system.endpoints.operator
    return { userPoolId, clientId }
  }
  const kept = () => {
    const [only = ''] = readdirSync(join(folder, 'state/tenantry'))
    return join(folder, 'state/tenantry', only)
  }
  /** Changes a token that is kept. */
  function change(which: 'accessToken' | 'refreshToken', to: (token: string) => string) {
    const path = kept()
    const { deployment, items } = session(path)
    const changed = Object.entries<string>(items).map(([key, value]) => [key, key.endsWith(which) ? to(value) : value])
    writeFileSync(path, JSON.stringify({ deployment, items: Object.fromEntries(changed) }))
  }

  test('who is not signed in is told what to do where nobody can be asked', async () => {
    deploy(pool())
    const { code, stdout, stderr } = await refused(args)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain('Run this command once in a terminal')
  })

  test('is not asked again: the session is kept in the folder for state, and renewed when it expires or is refused', async () => {
    deploy(system.endpoints.operator)
    await printedBy(args, env)
    expect((statSync(kept()).mode & 0o777).toString(8)).toBe('600')
    deploy(pool())
    await printedBy(args, env)

    const expired = (token: string) => {
      const [head, body = '', signature] = token.split('.')
      const claims = { ...JSON.parse(Buffer.from(body, 'base64url').toString()), exp: 1 }
      return [head, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.')
    }
    change('accessToken', expired)
    await printedBy(args, env)
    const [renewed = ''] = tokensIn(kept())
    expect(renewed).not.toBe('')

    change('accessToken', (token) => `${token.slice(0, -8)}AAAAAAAA`)
    await printedBy(args, env)

    change('refreshToken', () => 'nonsense')
    change('accessToken', expired)
    const { code, stderr } = await refused(args)
    expect(code).toBe(1)
    expect(stderr).toContain('Nobody is signed in')
  })

  test('whose password is wrong gets in nowhere', async () => {
    deploy({ ...system.endpoints.operator, password: 'Wrong-password-1' })
    const { code, stdout, stderr } = await refused(args)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain('Incorrect username or password')
  })
})

describe('what is not there', () => {
  test.each([
    [['tenants', 'Nobody at all'], 'There is no tenant called "Nobody at all".'],
    [['tenants', '--cursor', 'nonsense'], 'INVALID_CURSOR'],
    [['usage', '--tenant', 'Nobody at all'], 'There is no tenant'],
    [['trace', '00000000-0000-0000-0000-000000000000'], 'Nothing was logged'],
    [['trace', 'x'], 'Nothing was logged'],
    [['failed-messages', '--redrive', '--consumer', 'nobody'], '/failed-messages/redrive'],
  ])('is refused by the API: %j', async (args, reason) => {
    const { code, stdout, stderr } = await refused(args)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain(reason)
  })

  test('without a running system each command says how to start one', async () => {
    const { code, stderr } = await refused(['tenants'], { TENANTRY_DATA_DIR: join(folder, 'nothing') })
    expect(code).toBe(1)
    expect(stderr).toContain('npm start')
  })
})
