import { APIGatewayClient, paginateGetApiKeys } from '@aws-sdk/client-api-gateway'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import type { Use } from '@tenantry/local-cloud/core/use.ts'
import { account } from '../../soak/account.ts'
import { atMostEvery } from '../../support/at-most-every.ts'
import { eventually } from '../eventually.ts'
import { onboard, type Tenant } from '../onboarding.ts'
import { operatorClient } from '../operator-client.ts'
import { sessionsGoBy } from '../session.ts'
import { trueCosts } from './count-costs.ts'
import { hourIn } from './count-usage.ts'
import { openInvocations } from './read-count.ts'
import { lists, shop } from './shop-run.ts'

const HOUR_SECONDS = 3_600
/** So many runs would have changed an hour of which all usage has come. */
const RUNS_WITHOUT_CHANGE = 5
/** Services of the bill that are shared by what is metered, as far as tenants use them. */
export const METERED_SERVICES = ['AmazonApiGateway', 'AmazonDynamoDB', 'AWSLambda', 'AmazonCloudWatch', 'AWSXRay']

export interface CostPlace {
  endpoints: Endpoints
  /** What the local cloud has told until now; everything is traced. */
  told: readonly Use[]
  leap(seconds: number): void
}

/** Dollars by service. */
export type Costs = Map<string, number>

/** An hour of work of two tenants, in a system whose runs of costs start each minute. */
export async function costRun({ endpoints, told, leap: leapSystem }: CostPlace) {
  let aheadMs = 0
  const leap = (seconds: number) => {
    aheadMs += seconds * 1000
    leapSystem(seconds)
  }
  sessionsGoBy(endpoints, () => Date.now() + aheadMs)
  const operators = operatorClient({ endpoints })
  const busy = await onboard(endpoints, 'Busy truth', 'ada@busy-truth.example')
  const quiet = await onboard(endpoints, 'Quiet truth', 'eve@quiet-truth.example')
  await idle()
  // All of the work falls into one hour, in which nobody is onboarded.
  leap((61 - new Date().getUTCMinutes()) * 60)
  const hour = hourIn(Date.now() + aheadMs)
  // One after the other: nobody can see how long each message of a batch took.
  await shop(busy)
  await lists(busy.api, 120)
  await idle()
  await quiet.api.post('/users', { email: 'max@quiet-truth.example', role: 'TenantUser' })
  await shop(quiet)
  await idle()

  /** Waits until no function runs: time that leaps meanwhile would be another for the function than for the cloud. */
  async function idle(): Promise<void> {
    let before = -1
    await eventually('all functions to be idle', async () => {
      const isStill = told.length === before
      before = told.length
      return isStill && openInvocations(told).length === 0
    })
  }

  async function ask(path: string, more = ''): Promise<Costs> {
    const [from, to] = [0, HOUR_SECONDS * 1000].map((ms) => new Date(Date.parse(`${hour}:00:00Z`) + ms).toISOString())
    const { body } = await operators.get(`${path}?by=hour&limit=1000&from=${from}&to=${to}${more}`)
    const costs: Costs = new Map()
    for (const { service, cost } of body.items) costs.set(service, (costs.get(service) ?? 0) + Number(cost))
    return costs
  }

  const costsOf = ({ config }: Tenant) => ask('/costs', `&tenantId=${config.tenantId}`)

  return {
    hour,
    tenants: [busy, quiet],
    costsOf,
    /** Waits until the hour is attributed, and runs that began later have left it as it is. */
    async attributed(): Promise<void> {
      leap(HOUR_SECONDS)
      const pass = atMostEvery(1_000, () => leap(60))
      const runs = async (): Promise<number> => (await operators.get('/costs/runs?limit=1000')).body.items.length
      let before = -1
      let since = 0
      await eventually(
        'the hour to be attributed, and to change no more',
        async () => {
          pass()
          const now = sum(await costsOf(busy)) + sum(await costsOf(quiet))
          if (now === before && now > 0) return (await runs()) >= since + RUNS_WITHOUT_CHANGE
          before = now
          since = await runs()
        },
        { minutes: 9 },
      )
    },
    /** What was billed of the hour. */
    async bill(): Promise<Costs> {
      const bill = await ask('/costs')
      for (const [service, cost] of await ask('/costs/unallocated')) bill.set(service, (bill.get(service) ?? 0) + cost)
      return bill
    },
    async truthOf({ config }: Tenant): Promise<Costs> {
      const tenantOfKey = new Map<string, string>()
      const gateway = new APIGatewayClient({ ...account(endpoints), systemClockOffset: aheadMs })
      for await (const { items = [] } of paginateGetApiKeys({ client: gateway }, {}))
        for (const { id = '', name = '' } of items) tenantOfKey.set(id, name)
      const own = trueCosts(told, { tenantOfKey }).filter(
        (cost) => cost.tenantId === config.tenantId && cost.hour === hour,
      )
      return new Map(own.map(({ service, dollars }) => [service, dollars]))
    },
  }
}

const sum = (costs: Costs) => [...costs.values()].reduce((all, one) => all + one, 0)

/** How much more than the truth it says, in percent. */
export const percentOff = (said: number | undefined, truth: number | undefined): number =>
  ((said ?? 0) / (truth ?? 0) - 1) * 100
