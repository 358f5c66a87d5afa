import type { Clock } from './clock.ts'

const MINUTE_MS = 60_000

/** Of a clock that leapt further, the minutes before are left out. */
const MOST_MINUTES = 1_440

/**
 * Calls back shortly after the end of each minute of the clock with the time at which it ended, until it is stopped. Where the clock leapt over
 * several, they are told one by one, in their order.
 */
export function eachMinute(clock: Clock, delayMs: number, ended: (at: number) => void): () => void {
  const minuteOf = (time: number) => Math.floor((time - delayMs) / MINUTE_MS)
  let last = minuteOf(clock.now())
  let cancel = () => {}
  const schedule = () => {
    cancel = clock.after((last + 1) * MINUTE_MS + delayMs - clock.now(), run)
  }
  const run = () => {
    const now = minuteOf(clock.now())
    for (let minute = Math.max(last + 1, now - MOST_MINUTES); minute <= now; minute++) ended(minute * MINUTE_MS)
    // A machine's clock that was put back begins anew.
    last = now
    schedule()
  }
  schedule()
  return () => cancel()
}
