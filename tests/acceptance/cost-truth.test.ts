import { APIGatewayClient, paginateGetApiKeys } from '@aws-sdk/client-api-gateway'
import type { Use } from '@tenantry/local-cloud/core/use.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { account } from '../soak/account.ts'
import { atMostEvery } from '../support/at-most-every.ts'
import { LIFTED_RATES } from '../support/lifted-rates.ts'
import { type Client, client } from './client.ts'
import { eventually } from './eventually.ts'
import { onboard, type Tenant } from './onboarding.ts'
import { signIn } from './person.ts'
import { freshSystem } from './system.ts'
import { trueCosts } from './truth/count-costs.ts'
import { hourIn } from './truth/count-usage.ts'
import { openInvocations } from './truth/read-count.ts'
import { lists, shop } from './truth/shop-run.ts'

// What each tenant is said to have cost is what it did cost, as the local cloud counted by API keys, session tags, events and traces.

const HOUR_SECONDS = 3_600
/** Of a tenant's cost of a service that has a driver, above and below. */
const MOST_OFF_PERCENT = 1
const SERVICES = ['AmazonApiGateway', 'AmazonDynamoDB', 'AWSLambda', 'AmazonCloudWatch', 'AWSXRay']
const told: Use[] = []
let system: Awaited<ReturnType<typeof freshSystem>>
let operator: Client
let [busy, quiet] = [] as unknown as [Tenant, Tenant]
let aheadMs = 0
let hour = ''

const leap = (seconds: number) => {
  aheadMs += seconds * 1000
  system.leap(seconds)
}

beforeAll(async () => {
  system = await freshSystem(undefined, {
    controlPlaneParameters: { ...LIFTED_RATES, CostsSchedule: 'rate(1 minute)' },
    traceSampling: 1,
    onUse: (use) => told.push(use),
  })
  busy = await onboard(system.endpoints, 'Busy truth', 'ada@busy-truth.example')
  quiet = await onboard(system.endpoints, 'Quiet truth', 'eve@quiet-truth.example')
  await idle()
  // All of the work falls into one hour, in which nobody is onboarded: what workflows do for a tenant has neither key nor tag.
  leap((61 - new Date().getUTCMinutes()) * 60)
  hour = hourIn(Date.now() + aheadMs)
  // One after the other: nobody can see how long each message of a batch took.
  busy = await signedIn(busy)
  await shop(busy)
  await lists(busy.api, 120)
  await idle()
  quiet = await signedIn(quiet)
  await quiet.api.post('/users', { email: 'max@quiet-truth.example', role: 'TenantUser' })
  await shop(quiet)
  await idle()
}, 240_000)

afterAll(() => system?.close())

/** Waits until no function runs: time that leaps meanwhile would be another for the function than for the cloud. */
async function idle(): Promise<void> {
  let before = -1
  await eventually('all functions to be idle', async () => {
    const isStill = told.length === before
    before = told.length
    return isStill && openInvocations(told).length === 0
  })
}

async function signedIn(tenant: Tenant): Promise<Tenant> {
  const { email, password, config } = tenant
  const token = await signIn(system.endpoints, config, { email, password, tenantId: config.tenantId })
  return { ...tenant, token, api: client(config.apiUrl, token) }
}

async function costsOf(tenant: Tenant): Promise<Map<string, number>> {
  const [from, to] = [0, HOUR_SECONDS * 1000].map((ms) => new Date(Date.parse(`${hour}:00:00Z`) + ms).toISOString())
  const { username: email, password } = system.endpoints.operator
  const token = await signIn(system.endpoints, system.endpoints.operator, { email, password })
  operator = client(system.endpoints.controlPlaneApi, token)
  const { body } = await operator.get(
    `/costs?by=hour&limit=1000&from=${from}&to=${to}&tenantId=${tenant.config.tenantId}`,
  )
  return new Map(body.items.map(({ service, cost }: { service: string; cost: string }) => [service, Number(cost)]))
}

async function truthOf(tenant: Tenant): Promise<Map<string, number>> {
  const tenantOfKey = new Map<string, string>()
  const gateway = new APIGatewayClient({ ...account(system.endpoints), systemClockOffset: aheadMs })
  for await (const { items = [] } of paginateGetApiKeys({ client: gateway }, {}))
    for (const { id = '', name = '' } of items) tenantOfKey.set(id, name)
  const own = trueCosts(told, { tenantOfKey }).filter(
    (cost) => cost.tenantId === tenant.config.tenantId && cost.hour === hour,
  )
  return new Map(own.map(({ service, dollars }) => [service, dollars]))
}

const sum = (costs: Map<string, number>) => [...costs.values()].reduce((all, one) => all + one, 0)

test('each tenant bears what its requests, functions, tables and logs cost, within one percent either way', async () => {
  leap(HOUR_SECONDS)
  const pass = atMostEvery(1_000, () => leap(60))
  let before = -1
  let same = 0
  await eventually(
    'the hour to be attributed, and to change no more',
    async () => {
      pass()
      const now = sum(await costsOf(busy)) + sum(await costsOf(quiet))
      same = now === before && now > 0 ? same + 1 : 0
      before = now
      return same > 12
    },
    { minutes: 6 },
  )
  const off: string[] = []
  for (const tenant of [busy, quiet]) {
    const [said, truth] = [await costsOf(tenant), await truthOf(tenant)]
    for (const service of SERVICES) {
      const percent = ((said.get(service) ?? 0) / (truth.get(service) ?? 0) - 1) * 100
      if (!(Math.abs(percent) <= MOST_OFF_PERCENT))
        off.push(`${tenant.config.name} ${service}: ${percent.toFixed(2)} %`)
    }
  }
  expect(off).toEqual([])
}, 480_000)
