import type { UsageInterval } from '@tenantry/contracts/usage.ts'
import type { Interval } from '../intervals/interval.ts'

const MINUTE_MS = 60_000
const HOUR = 60
const DAY = 24 * HOUR

/** How many minutes an interval has, how many are shown where nobody chose, and how many can be asked for at once. */
export const SPANS: Record<UsageInterval, { length: number; usual: number; longest: number }> = {
  minute: { length: 1, usual: HOUR, longest: DAY },
  hour: { length: HOUR, usual: DAY, longest: 31 * DAY },
  day: { length: DAY, usual: 30 * DAY, longest: 400 * DAY },
}

/** The interval by which a time is read best: neither a row nor thousands. */
export function bestBy({ from, to }: Interval): UsageInterval {
  const minutes = (Date.parse(to) - Date.parse(from)) / MINUTE_MS
  if (minutes <= 3 * HOUR) return 'minute'
  return minutes <= 3 * DAY ? 'hour' : 'day'
}

/** The same time with its first hour, or day, whole, where that is not too much: usage is told by whole ones. */
export function wholeIntervals({ from, to }: Interval, by: UsageInterval): Interval {
  const length = SPANS[by].length * MINUTE_MS
  const first = Math.floor(Date.parse(from) / length)
  const earliest = Math.ceil((Date.parse(to) - SPANS[by].longest * MINUTE_MS) / length)
  return { from: new Date(Math.max(first, earliest) * length).toISOString(), to }
}
