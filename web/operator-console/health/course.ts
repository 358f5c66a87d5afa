import type { HealthWindow } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import type { Interval } from '../intervals/interval.ts'
import type { Health } from '../models.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** How long each window is, and its points. */
export const WINDOWS: Record<HealthWindow, { label: string; title: string; lengthMs: number; stepMs: number }> = {
  '1h': { label: '1 hour', title: 'Last hour', lengthMs: HOUR_MS, stepMs: MINUTE_MS },
  '24h': { label: '24 hours', title: 'Last 24 hours', lengthMs: 24 * HOUR_MS, stepMs: 15 * MINUTE_MS },
  '7d': { label: '7 days', title: 'Last 7 days', lengthMs: 168 * HOUR_MS, stepMs: HOUR_MS },
}

/** The smallest window that shows the interval; null where it began before all of them. */
export function windowOf({ from }: Interval, now: Date): HealthWindow | null {
  const names = Object.keys(WINDOWS) as HealthWindow[]
  return names.find((name) => Date.parse(from) >= now.getTime() - WINDOWS[name].lengthMs) ?? null
}

type Counted = 'requests' | 'errors' | 'throttles'
type Measured = 'p50Ms' | 'p95Ms' | 'p99Ms'
export interface Point {
  x: Date
  y: number
}

/** A count in the course of the window: where nothing happened, it is zero. */
export function countsOf({ window, total, points }: Health, member: Counted): Point[] {
  const { stepMs } = WINDOWS[window]
  const counted = new Map(points.map((point) => [Math.floor(Date.parse(point.from) / stepMs), point[member]]))
  const first = Math.floor(Date.parse(total.from) / stepMs)
  const end = Math.ceil(Date.parse(total.to) / stepMs)
  return Array.from({ length: end - first }, (_, n) => ({
    x: new Date((first + n) * stepMs),
    y: counted.get(first + n) ?? 0,
  }))
}

/** A latency in the course of the window, where it was measured. */
export const latenciesOf = ({ points }: Health, member: Measured): Point[] =>
  points.flatMap((point) => {
    const y = point[member]
    return y === null ? [] : [{ x: new Date(point.from), y }]
  })
