import type { Clock } from '../../../core/clock.ts'
import type { Quota } from '../../stores/usage-plan.ts'
import type { UsageStore } from '../../stores/usage-store.ts'
import { dayOf, periodStart } from './quota-period.ts'

interface Counter {
  day: number
  usedToday: number
  /** Of the running period, up to yesterday. */
  usedBefore: number
  /** What UpdateUsage added to the period's quota. */
  extension: number
  /** Of the extensions, when this one was read. */
  revision: number
}

/** Counts requests against quotas: read once a day, then counted in memory and written through. */
export interface QuotaCounters {
  /** Counts one request; false, and not counted, when the quota of the period is used up. */
  use(planId: string, keyId: string, quota: Quota): boolean
}

export function quotaCounters(clock: Clock, usage: UsageStore): QuotaCounters {
  const counters = new Map<string, Counter & Pick<Quota, 'period' | 'offset'>>()
  const read = (planId: string, keyId: string, { period, offset }: Quota, day: number) => {
    const start = periodStart({ period, offset }, day)
    return {
      day,
      period,
      offset,
      usedToday: usage.usedOn(planId, keyId, day),
      usedBefore: usage.usedBetween(planId, keyId, start, day - 1),
      extension: usage.extension(planId, keyId, start),
      revision: usage.revision(),
    }
  }
  const isFresh = (counter: Counter & Pick<Quota, 'period' | 'offset'>, day: number, { period, offset }: Quota) =>
    counter.day === day &&
    counter.period === period &&
    counter.offset === offset &&
    counter.revision === usage.revision()
  return {
    use(planId, keyId, quota) {
      const day = dayOf(clock.now())
      const name = `${planId}/${keyId}`
      let counter = counters.get(name)
      if (!counter || !isFresh(counter, day, quota)) {
        counter = read(planId, keyId, quota, day)
        counters.set(name, counter)
      }
      if (counter.usedBefore + counter.usedToday >= quota.limit + counter.extension) return false
      counter.usedToday += 1
      usage.setUsed(planId, keyId, day, counter.usedToday)
      return true
    },
  }
}
