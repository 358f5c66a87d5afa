import type { CostInterval } from '@tenantry/contracts/control-plane-api/cost-schemas.ts'
import { DAY, HOUR } from '@tenantry/metering/hours.ts'
import { monthAfter, type Span, startOfDay, startOfMonth } from '../cost-records/units.ts'
import { readSpan } from '../usage/span.ts'

/** How much of each can be asked for at once, and how much is meant where nobody says. */
const LONGEST: Record<CostInterval, number> = { hour: 31 * DAY, day: 400 * DAY, month: 400 * DAY }
const USUAL: Record<CostInterval, number> = { hour: DAY, day: 30 * DAY, month: 365 * DAY }

/** The begin of the interval that a time is in. */
export function startOf(by: CostInterval, time: number): number {
  switch (by) {
    case 'hour':
      return Math.floor(time / HOUR) * HOUR
    case 'day':
      return startOfDay(time)
    case 'month':
      return startOfMonth(time)
    default:
      throw by satisfies never
  }
}

export function endOf(by: CostInterval, start: number): number {
  return by === 'month' ? monthAfter(start) : start + (by === 'hour' ? HOUR : DAY)
}

/** The whole intervals that a request's span touches; ApiError for one that ends before it begins, or is too long. */
export function costSpan(
  asked: { from?: string | undefined; to?: string | undefined },
  by: CostInterval,
  now: number,
): Span {
  const { from, to } = readSpan(asked, { longest: LONGEST[by], usual: USUAL[by], now })
  const last = startOf(by, to)
  return { from: startOf(by, from), to: last === to ? to : endOf(by, last) }
}
