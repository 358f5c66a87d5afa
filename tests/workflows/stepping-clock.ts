import type { Clock } from '@tenantry/local-cloud/core/clock.ts'

/** A clock that stands still until it is asked to go to whatever is to happen next. */
export function steppingClock(
  start = Date.UTC(2026, 0, 1),
): Clock & { step(): void; sleep(ms: number): Promise<void> } {
  let now = start
  const timers = new Set<{ at: number; callback: () => void }>()
  const after: Clock['after'] = (ms, callback) => {
    const timer = { at: now + ms, callback }
    timers.add(timer)
    return () => timers.delete(timer)
  }
  return {
    now: () => now,
    after,
    afterWork: after,
    step() {
      const [next] = [...timers].sort((one, other) => one.at - other.at)
      if (!next) throw new Error('Nothing is to happen any more')
      timers.delete(next)
      // Whole milliseconds, as a real clock has them.
      now = Math.max(now, Math.ceil(next.at))
      next.callback()
    },
    /** For a function that sleeps, and counts as busy meanwhile: the time passes, and what was to happen in it comes late. */
    async sleep(ms) {
      now += Math.ceil(ms)
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}
