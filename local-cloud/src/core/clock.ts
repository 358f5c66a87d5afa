/** Time as every emulated service sees it. Tests pass a clock of their own and move it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Calls back once after `ms` milliseconds of this clock; the answer cancels it. A pending timer keeps no process alive. */
  after(ms: number, callback: () => void): () => void
  /**
   * Calls back once after `ms` milliseconds that a function, or who waits for one, has of the machine's time: however far this clock is put forward meanwhile,
   * they are no faster.
   */
  afterWork(ms: number, callback: () => void): () => void
  /** Milliseconds that it is ahead of the machine's clock: functions are so, too. @default none, and functions go by the machine's clock */
  ahead?(): number
}

export const systemClock: Clock = { now: () => Date.now(), after: afterReal, afterWork: afterReal }

function afterReal(ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, ms)
  timer.unref()
  return () => clearTimeout(timer)
}

/** A clock that stands still until it is moved. */
export function movableClock(start = Date.UTC(2026, 0, 1)): Clock & { advance(ms: number): void } {
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
    advance(ms) {
      now += ms
      for (const timer of [...timers].sort((a, b) => a.at - b.at)) {
        if (timer.at > now || !timers.delete(timer)) continue
        timer.callback()
      }
    },
  }
}

/**
 * The machine's clock, which can be put forward: whatever would have happened meanwhile happens then, in its order. On a machine that is busy with other
 * things, work gets `patience` times as long before it is given up. @default 1
 */
export function leapingClock({ patience = 1 } = {}): Clock & { leap(ms: number): void } {
  let ahead = 0
  const now = () => Date.now() + ahead
  const timers = new Set<{ at: number; callback: () => void; cancel: () => void }>()
  return {
    now,
    ahead: () => ahead,
    afterWork: (ms, callback) => afterReal(ms * patience, callback),
    after(ms, callback) {
      const run = () => {
        timers.delete(timer)
        callback()
      }
      const timer = { at: now() + ms, callback: run, cancel: afterReal(ms, run) }
      timers.add(timer)
      return () => {
        timer.cancel()
        timers.delete(timer)
      }
    },
    leap(ms) {
      ahead += ms
      for (const timer of [...timers].sort((a, b) => a.at - b.at)) {
        timer.cancel()
        timer.cancel = afterReal(Math.max(0, timer.at - now()), timer.callback)
      }
    },
  }
}
