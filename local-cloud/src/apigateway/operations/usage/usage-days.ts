import { badRequest } from '../../errors.ts'
import type { Gateway } from '../../gateway.ts'
import { dayOf, periodStart } from '../../stage/metering/quota-period.ts'
import type { UsagePlan } from '../../stores/usage-plan.ts'

/** The longest time of which usage is shown at once. */
const MOST_DAYS = 90
const DATE = /^\d{4}-\d\d-\d\d$/

/** The days (since the epoch, UTC) from one date to another, both included. */
export function readDays(startDate: string | undefined, endDate: string | undefined): number[] {
  const [first, last] = [readDay(startDate, 'startDate'), readDay(endDate, 'endDate')]
  if (last < first) throw badRequest('Usage end date must not be before the start date')
  if (last - first >= MOST_DAYS) throw badRequest(`Usage data is shown for at most ${MOST_DAYS} days at once`)
  return Array.from({ length: last - first + 1 }, (_, at) => first + at)
}

function readDay(date: string | undefined, name: string): number {
  const epoch = date !== undefined && DATE.test(date) ? Date.parse(date) : Number.NaN
  if (Number.isNaN(epoch)) throw badRequest(`Invalid ${name} specified: YYYY-MM-DD is expected`)
  return dayOf(epoch)
}

export const dateOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)

/** What a key used on each day, and what it had left of its quota at the end of it; nothing for a plan without a quota. */
export function usageOf({ usage }: Pick<Gateway, 'usage'>, plan: UsagePlan, keyId: string, days: number[]): number[][] {
  const { id, quota } = plan
  if (!quota) return []
  return days.map((day) => {
    const start = periodStart(quota, day)
    const used = usage.usedBetween(id, keyId, start, day)
    const remaining = quota.limit + usage.extension(id, keyId, start) - used
    return [usage.usedOn(id, keyId, day), Math.max(0, remaining)]
  })
}
