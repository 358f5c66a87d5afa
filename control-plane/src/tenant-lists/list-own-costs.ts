import { add, formatDecimal, parseDecimal, ZERO } from '@tenantry/attribution/decimal.ts'
import { formatDollars } from '@tenantry/attribution/money.ts'
import { type AccountCost, AccountCostsQuery } from '@tenantry/contracts/tenant-account.ts'
import type { Cursors } from '@tenantry/toolkit/cursors.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { CostState } from '../cost-records/cost-state.ts'
import type { TenantCosts } from '../cost-records/tenant-costs.ts'
import { costSpan, startOf } from '../costs/intervals.ts'
import { pageOfAll } from '../costs/pages.ts'
import { moment } from '../usage/usage-view.ts'

export interface OwnCostServices {
  state: Pick<CostState, 'unitsIn'>
  tenantCosts: Pick<TenantCosts, 'read'>
  cursors: Cursors
  system: Pick<System, 'now'>
  /** Whether tenants see money. What they use they always see. */
  showsMoney: boolean
}

/** What a tenant used and cost, by days or months, in the order of time, service and driver. */
export function listOwnCosts(services: OwnCostServices, tenantId: string, query: Record<string, string>) {
  const { cursor: _cursor, limit: _limit, ...rest } = query
  const { by = 'day', from, to } = parse(AccountCostsQuery, rest)
  return pageOfAll(services.cursors, { name: ['costs', tenantId, by, from, to], query }, async () => {
    const span = costSpan({ from, to }, by, services.system.now())
    const costs = await services.tenantCosts.read(tenantId, await services.state.unitsIn(span))
    const rows = costs.filter((row) => row.from >= span.from && row.from < span.to)
    const groups = Map.groupBy(rows, (row) => `${moment(startOf(by, row.from))} ${row.service} ${row.driver ?? ''}`)
    return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, own]) => together(services, by, own))
  })
}

type Costs = Awaited<ReturnType<TenantCosts['read']>>

function together({ showsMoney }: OwnCostServices, by: 'day' | 'month', rows: Costs): AccountCost {
  const [{ from, service, driver }] = rows as [Costs[number]]
  const used = rows.reduce((sum, row) => add(sum, parseDecimal(row.used ?? '0') ?? ZERO), ZERO)
  const cost = rows.reduce((sum, row) => sum + row.cost, 0n)
  return {
    from: moment(startOf(by, from)),
    service,
    driver,
    used: rows.some((row) => row.used !== null) ? formatDecimal(used) : null,
    cost: showsMoney ? formatDollars(cost) : null,
  }
}
