import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { APIGatewayClient, paginateGetApiKeys } from '@aws-sdk/client-api-gateway'
import { assembly } from '@tenantry/cli/system/assembly.ts'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import type { TenantUsageView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import { tenantApiRoutes } from '@tenantry/infra/build/api-document.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { movePlan } from '../bench/own-plan.ts'
import { account } from '../soak/account.ts'
import { freePort } from '../soak/soak.ts'
import { startVictim, type Victim } from '../soak/victim.ts'
import { eventually } from './eventually.ts'
import { onboard, type Tenant } from './onboarding.ts'
import { operatorClient } from './operator-client.ts'
import { sessionsGoBy } from './session.ts'
import { differences, everyRow } from './truth/compare-usage.ts'
import { countUsage, hourIn, type Product, rowKey } from './truth/count-usage.ts'
import { durationsOf, wrongPercentiles } from './truth/percentiles.ts'
import { openInvocations, readCount } from './truth/read-count.ts'
import { lists, shop, writeUntilKilled } from './truth/shop-run.ts'

// The local cloud counts by itself what each tenant used: by API key, by session tag and by invocation, with no code of the product. Usage must say the same.

const HOUR = 3_600_000
/** Functions that work for one tenant at a time, by the ends of their names, and the services that they are. */
const FUNCTIONS: Record<string, string> = {
  Products: 'products',
  Orders: 'orders',
  FulfilmentWorker: 'fulfilment',
  Users: 'users',
  Authorizer: 'authorizer',
  PeopleAuthorizer: 'authorizer',
}
const SERVICES = [...new Set(Object.values(FUNCTIONS))]

const dataDir = mkdtempSync(join(tmpdir(), 'tenantry-truth-'))
const countDir = mkdtempSync(join(tmpdir(), 'tenantry-count-'))
const countFile = join(countDir, 'count.ndjson')
const told = () => readCount(countFile)
/** Five minutes after the next full hour, by the machine's clock. */
const begin = Math.ceil(Date.now() / HOUR) * HOUR + HOUR / 12
let aheadMs = begin - Date.now()
let victim: Victim
let endpoints: Endpoints
let rows: TenantUsageView[] = []
let readUsage = async () => {}
let busy: Tenant
const logged: string[] = []
/** Invocations that the kill cut off. */
let cutOff: string[] = []

const leap = (ms: number) => {
  aheadMs += ms
  victim.leap(ms)
}

beforeAll(async () => {
  writeFileSync(countFile, '')
  const { directory: assembled } = await assembly(undefined, process.env)
  const awsPort = await freePort()
  const start = async () => {
    victim = startVictim({ dataDir, awsPort, assembled, aheadMs, countFile, log: (line) => logged.push(line) })
    const ready = await victim.ready
    if (!ready) throw new Error(`The system does not start:\n${logged.slice(-20).join('\n')}`)
    endpoints = ready
    sessionsGoBy(endpoints, () => Date.now() + aheadMs)
  }

  await start()
  busy = await onboard(endpoints, 'Busy', 'ada@busy.example')
  const loud = await onboard(endpoints, 'Loud', 'hank@loud.example')
  const quiet = await onboard(endpoints, 'Quiet', 'eve@quiet.example')
  await movePlan(endpoints, [loud], { name: 'slow-plan', rate: 0.01, burst: 5, aheadMs })
  await shop(busy)
  await Promise.all(Array.from({ length: 12 }, () => loud.api.get('/products')))
  await lists(busy.api, 30)

  await writeUntilKilled(busy.api, () => victim.kill(), 25)
  cutOff = openInvocations(told())
  await start()
  await shop(quiet)
  for (const minute of [1, 2]) {
    leap(minute * 60_000)
    await lists(busy.api, 40)
  }

  await idle()
  leap(HOUR)
  await shop(busy)
  await idle()
  leap(HOUR)
  const operators = operatorClient({ endpoints })
  const span = `from=${new Date(begin - HOUR / 12).toISOString()}&to=${new Date(begin + 2 * HOUR - HOUR / 12).toISOString()}`
  readUsage = async () => {
    rows = await everyRow(operators, `/usage?by=hour&${span}`)
  }
})

afterAll(async () => {
  await victim?.kill()
  for (const directory of [dataDir, countDir]) rmSync(directory, { recursive: true, force: true })
})

/** Waits until no function runs: time that leaps meanwhile would be another for the function than for the cloud. */
async function idle(): Promise<void> {
  const cut = new Set(cutOff)
  let before = -1
  await eventually('all functions to be idle', async () => {
    const entries = told()
    const isStill = entries.length === before
    before = entries.length
    return isStill && openInvocations(entries).every((id) => cut.has(id))
  })
}

async function truthNow() {
  return countUsage(told(), await product())
}

async function product(): Promise<Product> {
  const tenantOfKey = new Map<string, string>()
  const gateway = new APIGatewayClient({ ...account(endpoints), systemClockOffset: aheadMs })
  for await (const { items = [] } of paginateGetApiKeys({ client: gateway }, {})) {
    for (const { id = '', name = '' } of items) tenantOfKey.set(id, name)
  }
  const routes = new Map(tenantApiRoutes().map(({ method, path, service }) => [`${method} ${path}`, service]))
  return {
    tenantOfKey,
    serviceOf: (method, route) => routes.get(`${method} ${route}`),
    serviceOfFunction: (name) => FUNCTIONS[name.split('-').at(-1) ?? ''],
  }
}

test('usage of each tenant, service and hour is what the local cloud counted, through a kill and a restart', async () => {
  const truth = await truthNow()
  const whole = async () => {
    // Files are delivered each minute.
    leap(61_000)
    await readUsage()
    // An hour of which nothing has come yet differs in nothing.
    const hours = new Set(rows.map(({ from }) => hourIn(Date.parse(from)))).size
    return { hours, differences: differences(rows, truth, SERVICES) }
  }
  await expect.poll(whole, { interval: 2_000 }).toEqual({ hours: 2, differences: [] })
  for (const service of SERVICES) expect(rows.some((row) => row.service === service && row.requests > 0)).toBe(true)
  expect(rows.some(({ throttles }) => throttles > 0)).toBe(true)
  expect(rows.some(({ errors, tenantId }) => errors > 0 && tenantId === busy.config.tenantId)).toBe(true)
})

test('the comparison sees one request, unit or millisecond more or less of anybody', async () => {
  const truth = await truthNow()
  // What a kill cut off may have been told or not: of those services and tenants usage may say a little more.
  const isCertain = ({ from, tenantId, service }: TenantUsageView) =>
    !truth.cut.has(rowKey(hourIn(Date.parse(from)), tenantId, service))
  const ofServices = rows.filter((row) => SERVICES.includes(row.service) && isCertain(row))
  expect(ofServices.length).toBeGreaterThan(15)
  for (const row of ofServices) {
    const others = rows.filter((one) => one !== row)
    const isSeen = (changed: TenantUsageView) => differences([...others, changed], truth, SERVICES).length > 0
    const name = `${row.from} ${row.service} ${row.operation}`
    expect(isSeen({ ...row, requests: row.requests - 1 }), name).toBe(true)
    expect(isSeen({ ...row, readUnits: row.readUnits - 0.5 }), name).toBe(true)
    expect(isSeen({ ...row, tenantId: 'somebody-else' }), name).toBe(true)
  }
  // What a kill cut off is little: the figures above stand for almost all.
  expect(cutOff.length).toBeLessThan(20)
})

test('percentiles over merged minutes are within two percent of those of the requests themselves', () => {
  const { tenantId } = busy.config
  const row = rows.find((one) => one.tenantId === tenantId && one.operation === 'listProducts')
  const durations = durationsOf(told(), { tenantId, operation: 'listProducts' })
  expect(durations.length).toBeGreaterThan(100)
  expect(row && wrongPercentiles(row, durations, 0.02)).toEqual([])
})
