import type { Quota } from '../../stores/usage-plan.ts'

const DAY_MS = 86_400_000
/** The epoch was a Thursday; weeks of a quota begin on Sunday (0). */
const EPOCH_WEEKDAY = 4

/** Days since the epoch, UTC. */
export const dayOf = (epoch: number): number => Math.floor(epoch / DAY_MS)

/** The day on which the period of a quota that holds `day` began. */
export function periodStart({ period, offset }: Pick<Quota, 'period' | 'offset'>, day: number): number {
  switch (period) {
    case 'DAY':
      return day
    case 'WEEK':
      return day - ((((day + EPOCH_WEEKDAY - offset) % 7) + 7) % 7)
    case 'MONTH': {
      const date = new Date(day * DAY_MS)
      const begun = date.getUTCDate() > offset
      return dayOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - (begun ? 0 : 1), 1 + offset))
    }
    default:
      return period satisfies never
  }
}
