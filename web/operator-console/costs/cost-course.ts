import type { CostView, UnallocatedCostView } from '@tenantry/contracts/control-plane-api/cost-schemas.ts'
import { magnitudeOf, type Picodollars, parseDollars } from '../../shared/app/dollars.ts'
import type { Breakdown } from './scope.ts'

/** What a part cost on each day. */
export interface CourseSeries {
  /** A tenant's id, a tier or a service; null: all others. */
  key: string | null
  byDay: Picodollars[]
}

/** More colours than these are not told apart. */
const SHOWN = 5

/** What the dearest parts cost, day by day, and all others together. Costs by day have one part. */
export function courseOf(
  by: Breakdown,
  costs: readonly (CostView | UnallocatedCostView)[],
  days: readonly string[],
): CourseSeries[] {
  const places = new Map(days.map((day, place) => [day, place]))
  const parts = new Map<string, Picodollars[]>()
  for (const one of costs) {
    const place = places.get(one.from.slice(0, 10))
    if (place === undefined) continue
    const key = partOf(by, one)
    const byDay = parts.get(key) ?? days.map(() => 0n)
    byDay[place] = (byDay[place] ?? 0n) + parseDollars(one.cost)
    parts.set(key, byDay)
  }
  const series = [...parts].map(([key, byDay]) => ({ key, byDay })).sort((a, b) => (weight(a) > weight(b) ? -1 : 1))
  const others = series.slice(SHOWN)
  if (others.length < 2) return series
  return [
    ...series.slice(0, SHOWN),
    { key: null, byDay: days.map((_, day) => others.reduce((sum, { byDay }) => sum + (byDay[day] ?? 0n), 0n)) },
  ]
}

const partOf = (by: Breakdown, one: CostView | UnallocatedCostView): string => {
  if (by === 'service') return one.service
  if (by === 'day' || !('tenantId' in one)) return ''
  return by === 'tenant' ? one.tenantId : (one.tier ?? 'No tier')
}

const weight = ({ byDay }: CourseSeries): Picodollars => byDay.reduce((sum, amount) => sum + magnitudeOf(amount), 0n)
