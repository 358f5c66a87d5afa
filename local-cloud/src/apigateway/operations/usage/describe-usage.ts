import { periodStart } from '../../stage/metering/quota-period.ts'
import type { Quota } from '../../stores/usage-plan.ts'
import type { UsageStore } from '../../stores/usage-store.ts'

/** What a key used on each day, and what then remained of its quota: `[[used, remaining], …]`. */
export function describeUsage(
  usage: UsageStore,
  { planId, keyId, quota, from, to }: { planId: string; keyId: string; quota: Quota; from: number; to: number },
): [used: number, remaining: number][] {
  const days: [number, number][] = []
  for (let day = from; day <= to; day++) {
    const start = periodStart(quota, day)
    const granted = quota.limit + usage.extension(planId, keyId, start)
    const remaining = Math.max(0, granted - usage.usedBetween(planId, keyId, start, day))
    days.push([usage.usedOn(planId, keyId, day), remaining])
  }
  return days
}
