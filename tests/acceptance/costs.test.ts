import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { readBill } from '@tenantry/attribution/bill/read-bill.ts'
import { DriverTable } from '@tenantry/attribution/drivers/driver-table.ts'
import { BadRows } from '@tenantry/attribution/files/bad-input.ts'
import { formatDollars, parseDollars } from '@tenantry/attribution/money.ts'
import { BILL_EXPORT, BILLS, costsBucketName } from '@tenantry/infra/names.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { account } from '../soak/account.ts'
import { atMostEvery } from '../support/at-most-every.ts'
import { LIFTED_RATES } from '../support/lifted-rates.ts'
import { useBrowser } from './browser.ts'
import type { Client } from './client.ts'
import { eventually } from './eventually.ts'
import { onboard, type Tenant } from './onboarding.ts'
import { operatorClient } from './operator-client.ts'
import { freshSystem } from './system.ts'
import { credentials } from './web/sign-in.ts'
import { visitor } from './web/visitor.ts'

// What tenants cost, from requests to the API of costs, on a booted system: the bill is the local cloud's, made of what it executed.

const HOUR_SECONDS = 3_600
/** The local cloud delivers the bill as often as the machine has time for it. */
const PATIENCE = { minutes: 6 }
const browser = useBrowser()
let system: Awaited<ReturnType<typeof freshSystem>>
let operator: Client
/** How far the system's clock is ahead. */
let aheadMs = 0
let [busy, quiet] = [] as unknown as [Tenant, Tenant]
const picodollars = (text: string): bigint => parseDollars(text) ?? 0n

beforeAll(async () => {
  system = await freshSystem(undefined, {
    controlPlaneParameters: { ...LIFTED_RATES, CostsSchedule: 'rate(1 minute)' },
  })
  operator = operatorClient(system)
  busy = await onboard(system.endpoints, 'Busy costs', 'ada@busy-costs.example')
  quiet = await onboard(system.endpoints, 'Quiet costs', 'eve@quiet-costs.example')
  for (let n = 0; n < 40; n++) await busy.api.get('/users')
  await quiet.api.get('/users')
})

afterAll(() => system?.close())

function leap(seconds: number): void {
  aheadMs += seconds * 1_000
  system.leap(seconds)
}

const ask = async (path: string) => (await operator.get(path)).body

interface Costs {
  items: { tenantId: string; service: string; cost: string }[]
  billTotal: string
  unallocated: string
}
const costs = (query: string): Promise<Costs> => ask(`/costs?limit=1000&${query}`)

/** Waits for what runs make of bills, while minutes pass in which both come. */
async function afterRuns(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const pass = atMostEvery(1_000, () => leap(30))
  await eventually(
    what,
    async () => {
      pass()
      return isSo()
    },
    PATIENCE,
  )
}

const costOf = ({ items }: Costs, { config }: Tenant, service: string): bigint =>
  items
    .filter((item) => item.tenantId === config.tenantId && item.service === service)
    .reduce((sum, { cost }) => sum + picodollars(cost), 0n)

test('costs of what tenants did are there within minutes, and each bears its own', async () => {
  const services = ['AmazonApiGateway', 'AWSLambda']
  await afterRuns('costs of both tenants', async () => {
    const found = await costs('by=day')
    return services.every((service) => [busy, quiet].every((tenant) => costOf(found, tenant, service) > 0n))
  })
  const found = await costs('by=day')
  for (const service of services) expect(costOf(found, busy, service)).toBeGreaterThan(costOf(found, quiet, service))
})

test('the console shows what the API says, of real costs too', async () => {
  const { page } = await visitor(browser.context, system.endpoints)
  await page.clock.install({ time: Date.now() + aheadMs })
  await page.goto(system.endpoints.console)
  const { username: email, password } = system.endpoints.operator
  await credentials(page, { email, password })
  await page.getByRole('link', { name: 'Costs', exact: true }).click()
  for (const tenant of [busy, quiet]) {
    const row = page.getByRole('row', { name: new RegExp(`^${tenant.config.name}`) })
    // A run may end between the two, and change either.
    await expect
      .poll(async () => {
        await page.reload()
        const shown = await row.locator('.amount').first().getAttribute('title')
        const { items } = await costs('by=day')
        const said = items
          .filter(({ tenantId }) => tenantId === tenant.config.tenantId)
          .reduce((sum, { cost }) => sum + picodollars(cost), 0n)
        return said > 0n && picodollars(shown?.replace('$', '') ?? '') === said
      })
      .toBe(true)
  }
})

test('tenants and unallocated are the bill that was delivered, exactly, and a run over the same writes nothing', async () => {
  const day = new Date().toISOString().slice(0, 10)
  const to = new Date(Date.parse(day) + 24 * 3_600_000).toISOString()
  const span = `from=${day}T00:00:00Z&to=${to}`
  // The day is over: nothing of it changes any more.
  leap(25 * HOUR_SECONDS)
  let total = ''
  await afterRuns('the day to be attributed as it was billed', async () => {
    const before = total
    total = await billed(day)
    return total === before && (await costs(`by=day&${span}`)).billTotal === total
  })
  for (const by of ['hour', 'day']) {
    const { items, billTotal, unallocated } = await costs(`by=${by}&${span}`)
    expect(billTotal, by).toBe(total)
    const borne = items.reduce((all, { cost }) => all + picodollars(cost), 0n)
    expect(formatDollars(borne + picodollars(unallocated)), by).toBe(total)
  }
  const runs = async (): Promise<{ day: string }[]> => (await ask('/costs/runs?limit=1000')).items
  const ofDay = (all: { day: string }[]) => all.filter((run) => run.day === day).length
  // Usage of the day may come after its bill. Once it is there, the runs that attribute the next day leave this one as it is.
  let [ofThis, ofLater] = [-1, 0]
  await afterRuns('a later day to be attributed, and this one not', async () => {
    const all = await runs()
    const others = all.length - ofDay(all)
    if (ofDay(all) === ofThis) return others > ofLater + 1
    ofThis = ofDay(all)
    ofLater = others
    return false
  })
})

/** What the delivered report says of the day, read by attribution's own reader. */
async function billed(day: string): Promise<string> {
  const { region, accountId } = system.endpoints
  const s3 = new S3Client({ ...account(system.endpoints), forcePathStyle: true, systemClockOffset: aheadMs })
  const Key = `${BILLS}/${BILL_EXPORT}/data/BILLING_PERIOD=${day.slice(0, 7)}/${BILL_EXPORT}-00001.snappy.parquet`
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: costsBucketName({ accountId, region }), Key }))
  const directory = mkdtempSync(join(tmpdir(), 'bill-'))
  try {
    const file = join(directory, 'bill.parquet')
    writeFileSync(file, (await Body?.transformToByteArray()) ?? new Uint8Array())
    const options = { basis: 'billed' as const, drivers: new DriverTable(), resources: new Map() }
    const lines = await readBill([file], options, new BadRows())
    const [from, to] = [Date.parse(day) * 1_000, (Date.parse(day) + 24 * 3_600_000) * 1_000]
    return formatDollars(
      lines.filter(({ start }) => start >= from && start < to).reduce((sum, { cost }) => sum + cost, 0n),
    )
  } finally {
    rmSync(directory, { recursive: true })
  }
}
