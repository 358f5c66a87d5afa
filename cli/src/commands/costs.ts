import {
  COST_INTERVALS,
  CostChangeView,
  CostLineView,
  CostRunView,
  CostView,
  MarginView,
  UnallocatedCostView,
} from '@tenantry/contracts/control-plane-api/cost-schemas.ts'
import { BadUsage } from '../command/declare-command.ts'
import type { Column } from '../command/format-table.ts'
import { showMinute } from '../command/moments.ts'
import {
  declareOperatorCommand,
  LIST_OPTIONS,
  readChoice,
  readCount,
  showList,
} from '../operator/declare-operator-command.ts'
import { findTenant } from '../operator/find-tenant.ts'
import { readList } from '../operator/read-list.ts'
import { readSpan, SPAN_OPTIONS } from '../operator/span-options.ts'

const FROM: Column<{ from: string }> = { title: 'FROM (UTC)', value: ({ from }) => showMinute(from) }
const SERVICE: Column<{ service: string }> = { title: 'SERVICE', value: ({ service }) => service, elastic: true }
const usd = <T>(title: string, amountOf: (row: T) => string): Column<T> => ({ title, value: amountOf })
const COST = usd<{ cost: string }>('USD', ({ cost }) => cost)

const COSTS: Column<CostView>[] = [
  FROM,
  { title: 'TENANT', value: ({ tenantId }) => tenantId },
  { title: 'TIER', value: ({ tier }) => tier },
  SERVICE,
  COST,
]
const UNALLOCATED: Column<UnallocatedCostView>[] = [
  FROM,
  SERVICE,
  { title: 'CAUSE', value: ({ cause }) => cause },
  COST,
]
const LINES: Column<CostLineView>[] = [
  { title: 'FROM (UTC)', value: ({ start }) => showMinute(start) },
  { title: 'USAGE TYPE', value: ({ usageType }) => usageType },
  { title: 'RESOURCE', value: ({ resource }) => resource, elastic: true },
  { title: 'METERED', value: ({ metered }) => metered },
  { title: 'OF', value: ({ whole }) => whole },
  usd('LINE', ({ lineCost }) => lineCost),
  COST,
]
const MARGINS: Column<MarginView>[] = [
  { title: 'TENANT', value: ({ tenantId }) => tenantId },
  { title: 'TIER', value: ({ tier }) => tier },
  usd('REVENUE', ({ revenue }) => revenue),
  usd('DIRECT', ({ direct }) => direct),
  usd('SHARED', ({ shared }) => shared),
  usd('MARGIN', ({ margin }) => margin),
]
const CHANGES: Column<CostChangeView>[] = [
  { title: 'TENANT', value: ({ tenantId }) => tenantId },
  SERVICE,
  usd('BEFORE', ({ before }) => before),
  usd('AFTER', ({ after }) => after),
  usd('BY USE', ({ byUse }) => byUse),
  usd('BY PRICE', ({ byPrice }) => byPrice),
]
const RUNS: Column<CostRunView>[] = [
  { title: 'RUN', value: ({ runVersion }) => runVersion },
  { title: 'DAY', value: ({ day }) => day },
  { title: 'STATUS', value: ({ status, closed }) => (closed ? 'closed' : status) },
  usd('BILL', ({ billTotal }) => billTotal),
  usd('UNALLOCATED', ({ unallocated }) => unallocated),
  { title: 'ERROR', value: ({ error = null }) => error, elastic: true },
]
/** Each a list of its own; one of them at most. */
const OTHER_LISTS = ['unallocated', 'lines', 'margins', 'changes', 'runs'] as const

/** What tenants cost, by interval and service, and what is behind it. */
export const costs = declareOperatorCommand({
  name: 'costs',
  about: 'What tenants cost, by interval and service, in US dollars; for system admins.',
  options: {
    tenant: { value: 'T', help: "a tenant's name or id; without it, all" },
    by: { value: 'I', default: 'day', help: `${COST_INTERVALS.join(', ')}` },
    ...SPAN_OPTIONS,
    unallocated: { help: 'what nobody bears, and why' },
    lines: { help: 'the lines of the bill behind a figure: with --day and --service, and --tenant' },
    day: { value: 'D', help: 'of --lines: 2026-11-29' },
    service: { value: 'S', help: 'of --lines, or all: AmazonDynamoDB' },
    margins: { help: 'revenue, cost and margin of each tenant, with --month' },
    month: { value: 'M', help: 'of --margins: 2026-11' },
    changes: { help: 'how costs changed from the seven days before to the last seven' },
    runs: { help: 'runs of the attribution' },
    ...LIST_OPTIONS,
  },
  more: 'What tenants bear and what nobody bears add up to the bill. docs/guides/cost.md says how a figure comes about.',
  async run({ values, api, controlPlaneApi, ...shown }) {
    const asked = OTHER_LISTS.filter((name) => values[name])
    const [list] = asked
    if (asked.length > 1) throw new BadUsage(`--${asked[0]} and --${asked[1]} are two lists.`)
    const by = readChoice('by', values.by, COST_INTERVALS)
    const span = readSpan(values)
    const limit = readCount('limit', values.limit, 100_000)
    const page = { limit, cursor: values.cursor, pageSize: 1000 }
    const needed = (name: 'day' | 'service' | 'month') => {
      if (values[name] === undefined) throw new BadUsage(`--${list} needs --${name}.`)
      return values[name]
    }
    const { service } = values
    const lineQuery = list === 'lines' ? { day: needed('day'), service: needed('service') } : {}
    const month = list === 'margins' ? needed('month') : undefined
    const tenantId =
      values.tenant === undefined ? undefined : (await findTenant(api, controlPlaneApi, values.tenant)).tenantId
    switch (list) {
      case undefined: {
        const query = { ...span, by, tenantId, service }
        return showList(await readList(api, '/costs', CostView, { query, ...page }), COSTS, shown)
      }
      case 'unallocated': {
        const query = { ...span, by, service }
        return showList(
          await readList(api, '/costs/unallocated', UnallocatedCostView, { query, ...page }),
          UNALLOCATED,
          shown,
        )
      }
      case 'lines': {
        const query = { ...lineQuery, tenantId }
        return showList(await readList(api, '/costs/lines', CostLineView, { query, ...page }), LINES, shown)
      }
      case 'margins':
        return showList(
          await readList(api, '/costs/margins', MarginView, { query: { month }, ...page }),
          MARGINS,
          shown,
        )
      case 'changes':
        return showList(await readList(api, '/costs/changes', CostChangeView, page), CHANGES, shown)
      case 'runs':
        return showList(await readList(api, '/costs/runs', CostRunView, page), RUNS, shown)
      default:
        throw list satisfies never
    }
  },
})
