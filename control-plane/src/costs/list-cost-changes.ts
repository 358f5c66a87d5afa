import { parseDecimal } from '@tenantry/attribution/decimal.ts'
import { formatDollars } from '@tenantry/attribution/money.ts'
import type { CostChangeView } from '@tenantry/contracts/control-plane-api/cost-schemas.ts'
import { DAY } from '@tenantry/metering/hours.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { type DayRows, sumOfCauses } from '../cost-records/cost-rows.ts'
import { type Span, startOfDay } from '../cost-records/units.ts'
import { type Change, changeOf, type Week } from './change-of.ts'
import type { Services } from './list-costs.ts'
import { pageOfAll } from './pages.ts'
import { readDays } from './read-costs.ts'

const WEEK = 7 * DAY

/** How costs of tenants, and those that nobody bears, changed from one week to the next, and by what. */
export const listCostChanges =
  (services: Services): ApiOperation =>
  async ({ query }) => {
    const list = { name: ['cost-changes'], query }
    return ok(await pageOfAll(services.cursors, list, () => changes(services)))
  }

async function changes(services: Services): Promise<CostChangeView[]> {
  const to = startOfDay(services.system.now()) + DAY
  const before = await weekOf(services, { from: to - 2 * WEEK, to: to - WEEK })
  const after = await weekOf(services, { from: to - WEEK, to })
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((key) => {
      const [tenant = '', service = ''] = key.split('\n')
      return { tenantId: tenant || null, service, ...changeOf(before.get(key), after.get(key)) }
    })
    .filter(({ change }) => change !== 0n)
    .sort((a, b) => bySize(b, a) || (a.tenantId ?? '').localeCompare(b.tenantId ?? '', 'en'))
    .map(({ tenantId, service, ...amounts }) => ({ tenantId, service, ...inDollars(amounts) }))
}

const bySize = (one: Change, other: Change): number => {
  const difference = magnitude(one.change) - magnitude(other.change)
  return difference > 0n ? 1 : difference < 0n ? -1 : 0
}
const magnitude = (amount: bigint): bigint => (amount < 0n ? -amount : amount)

const inDollars = ({ before, after, change, byUse, byPrice }: Change) => ({
  before: formatDollars(before),
  after: formatDollars(after),
  change: formatDollars(change),
  byUse: formatDollars(byUse),
  byPrice: formatDollars(byPrice),
})

/** By tenant (empty for nobody) and service: what each driver cost, and how much of it was used. */
async function weekOf(services: Services, span: Span): Promise<Map<string, Week>> {
  const weeks = new Map<string, Week>()
  for (const unit of await services.state.unitsIn(span)) {
    const days = await readDays(services, unit)
    const within = ({ from }: { from: number }) => from >= span.from && from < span.to
    addDays(weeks, { costs: days.costs.filter(within), uses: days.uses.filter(within) })
  }
  return weeks
}

function addDays(weeks: Map<string, Week>, { costs, uses }: DayRows): void {
  const used = new Map(uses.map((row) => [`${row.from} ${row.driver}`, new Map([['', row.platform], ...row.tenants])]))
  for (const { from, service, driver, unallocated, tenants } of costs) {
    const own = used.get(`${from} ${driver}`)
    const add = (tenant: string, cost: bigint) => {
      const key = `${tenant}\n${service}`
      const week = weeks.get(key) ?? new Map()
      weeks.set(key, week)
      const known = week.get(driver ?? '') ?? { cost: 0n, used: 0 }
      // How a change is told apart is an estimate; the change itself is exact.
      const { digits = 0n, scale = 0 } = parseDecimal(own?.get(tenant) ?? '0') ?? {}
      week.set(driver ?? '', { cost: known.cost + cost, used: known.used + Number(digits) / 10 ** scale })
    }
    for (const [tenant, , cost] of tenants) add(tenant, cost)
    add('', sumOfCauses(unallocated))
  }
}
