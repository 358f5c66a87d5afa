import type { CostCause, UnallocatedCostView } from '@tenantry/contracts/control-plane-api/cost-schemas.ts'
import { type Picodollars, parseDollars, sumOf } from '../../shared/app/dollars.ts'
import { sumBy } from './group-costs.ts'

/** Why nobody bears a cost, in words. */
export const CAUSE_TEXTS: Record<CostCause, { label: string; explain: string }> = {
  idle: {
    label: 'Idle',
    explain:
      'Billed, and not used by anybody: provisioned capacity, what AWS rounds up, and use whose records are late. Late records move to their tenant when the day runs again.',
  },
  platform: {
    label: 'Platform',
    explain: 'Used by the platform itself: the control plane, metering, monitoring, and resources that it keeps.',
  },
  noUsage: {
    label: 'Nothing metered',
    explain: 'It has a metric, but no record of it in the hours of the line: nobody used it, or records are missing.',
  },
  noDriver: {
    label: 'No driver',
    explain: 'Nothing that is metered says whose it is: support, tax, stored logs, data transfer.',
  },
}

export interface NobodysRow {
  /** A service or a day. */
  key: string
  byCause: Map<string, Picodollars>
  cost: Picodollars
}

/** What nobody bears, by service (the dearest first) or by day (in their order). */
export function unallocatedBy(by: 'service' | 'day', costs: readonly UnallocatedCostView[]): NobodysRow[] {
  const groups = Map.groupBy(costs, ({ service, from }) => (by === 'service' ? service : from.slice(0, 10)))
  const rows = [...groups].map(([key, group]) => ({
    key,
    byCause: sumBy(group, ({ cause }) => cause),
    cost: sumOf(group.map(({ cost }) => parseDollars(cost))),
  }))
  return rows.sort((a, b) => (by === 'day' || a.cost === b.cost ? (a.key < b.key ? -1 : 1) : a.cost > b.cost ? -1 : 1))
}
