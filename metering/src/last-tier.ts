import type { BilledWork } from './work.ts'

/** That of the last of some works which says one. */
export function lastTier(works: readonly BilledWork[]): string | null {
  let last: BilledWork | undefined
  for (const work of works) {
    if (work.tier === null) continue
    if (!last || work.time > last.time || (work.time === last.time && work.tier > (last.tier ?? ''))) last = work
  }
  return last?.tier ?? null
}
