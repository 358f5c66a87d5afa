import { formatDollars } from '@tenantry/attribution/money.ts'
import { UnallocatedQuery } from '@tenantry/contracts/control-plane-api/cost-operations.ts'
import type { UnallocatedCostView } from '@tenantry/contracts/control-plane-api/cost-schemas.ts'
import { type ApiOperation, ok } from '@tenantry/toolkit/http.ts'
import { parse } from '@tenantry/toolkit/parse.ts'
import { moment } from '../usage/usage-view.ts'
import { costSpan } from './intervals.ts'
import type { Services } from './list-costs.ts'
import { pageOfAll } from './pages.ts'
import { readTotals } from './read-costs.ts'
import { unallocatedItems } from './unallocated-items.ts'

/** What nobody bears of the bill, and why. */
export const listUnallocatedCosts =
  (services: Services): ApiOperation =>
  async ({ query }) => {
    const { cursor: _cursor, limit: _limit, ...rest } = query
    const { by = 'day', from, to, service } = parse(UnallocatedQuery, rest)
    const list = { name: ['unallocated-costs', by, from, to, service], query }
    const page = await pageOfAll(services.cursors, list, async () => {
      const span = costSpan({ from, to }, by, services.system.now())
      const totals = await readTotals(services, by, span, await services.state.unitsIn(span))
      return unallocatedItems(totals.filter((one) => service === undefined || one.service === service))
    })
    const items = page.items.map(
      (item): UnallocatedCostView => ({
        service: item.service,
        from: moment(item.from),
        cause: item.cause ?? 'noDriver',
        cost: formatDollars(item.cost),
      }),
    )
    return ok({ ...page, items })
  }
