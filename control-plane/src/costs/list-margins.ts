import { formatDollars } from '@tenantry/attribution/money.ts'
import { spread } from '@tenantry/attribution/spread.ts'
import { MarginsQuery, type MarginView } from '@tenantry/contracts/control-plane-api/cost-schemas.ts'
import { DAY } from '@tenantry/metering/hours.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import type * as z from 'zod/mini'
import { sumOfCauses } from '../cost-records/cost-rows.ts'
import { monthAfter, startOfDay } from '../cost-records/units.ts'
import type { Tenant } from '../tenants/tenant.ts'
import type { TierCatalogue } from '../tenants/tier-catalogue.ts'
import type { SpreadName } from './env.ts'
import type { Services } from './list-costs.ts'
import { pageOfAll } from './pages.ts'
import { readDays } from './read-costs.ts'
import { type Revenue, revenueOf } from './revenue-of.ts'
import { servedDays } from './served-days.ts'

export interface MarginServices extends Services {
  tiers: Pick<TierCatalogue, 'all'>
  /** All tenants that are not deleted, and of these those that are. */
  tenantsWith(ids: ReadonlySet<string>): Promise<Tenant[]>
  spread: z.infer<typeof SpreadName>
}

/** What tenants bring in and cost in a month: those that lose money first. */
export const listMargins =
  (services: MarginServices): ApiOperation =>
  async ({ query }) => {
    const { cursor: _cursor, limit: _limit, ...rest } = query
    const { month } = parse(MarginsQuery, rest)
    const list = { name: ['margins', month], query }
    return ok(await pageOfAll(services.cursors, list, () => margins(services, Date.parse(`${month}-01`))))
  }

const NONE: Revenue = { revenue: 0n, invoice: [] }

async function margins(services: MarginServices, month: number): Promise<MarginView[]> {
  const until = startOfDay(services.system.now()) + DAY
  const span = { from: month, to: Math.min(monthAfter(month), Math.max(month, until)) }
  const { byTenant, unallocated } = await costsOf(services, { from: month, to: monthAfter(month) })
  const prices = new Map((await services.tiers.all()).map((tier) => [tier.name, tier]))
  const tenants = new Map((await services.tenantsWith(new Set(byTenant.keys()))).map((one) => [one.tenantId, one]))
  const served = new Map(
    [...tenants].flatMap(([id, tenant]) => {
      const days = servedDays(tenant, span)
      return days ? [[id, days] as const] : []
    }),
  )
  // Whoever is served takes part in what is spread evenly, though it used nothing.
  for (const id of served.keys()) if (!byTenant.has(id)) byTenant.set(id, 0n)
  const { shared } = spread({ unallocated, byTenant }, services.spread)
  return [...byTenant]
    .map(([tenantId, direct]) => {
      const days = served.get(tenantId)
      const { revenue, invoice } = days ? revenueOf(days, prices) : NONE
      const part = shared.get(tenantId) ?? 0n
      const tier = invoice.at(-1)?.tier ?? tenants.get(tenantId)?.tier ?? null
      return { tenantId, tier, invoice, revenue, direct, shared: part, margin: revenue - direct - part }
    })
    .sort((a, b) => (a.margin === b.margin ? (a.tenantId < b.tenantId ? -1 : 1) : a.margin < b.margin ? -1 : 1))
    .map((one) => ({
      ...one,
      revenue: formatDollars(one.revenue),
      direct: formatDollars(one.direct),
      shared: formatDollars(one.shared),
      margin: formatDollars(one.margin),
    }))
}

/** What each tenant bears of a month, and what nobody does. */
async function costsOf(services: Services, span: { from: number; to: number }) {
  const byTenant = new Map<string, bigint>()
  let unallocated = 0n
  for (const unit of await services.state.unitsIn(span)) {
    const { costs } = await readDays(services, unit)
    for (const row of costs) {
      unallocated += sumOfCauses(row.unallocated)
      for (const [tenant, , cost] of row.tenants) byTenant.set(tenant, (byTenant.get(tenant) ?? 0n) + cost)
    }
  }
  return { byTenant: new Map([...byTenant].sort(([a], [b]) => (a < b ? -1 : 1))), unallocated }
}
