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
  /** How far it is ahead of the machine's clock, where it can be put forward. @default functions go by the machine's clock */
  readonly ahead?: Ahead
  /** Milliseconds that it was put forward by within so many of the machine's: whatever is as young as that may look so much older. @default 0 */
  leapt?(within: number): number
}

/** Milliseconds, in memory that the threads of functions share: their clocks are put forward at the same moment, also in the middle of an invocation. */
export type Ahead = BigInt64Array<SharedArrayBuffer>

/** Milliseconds that a clock is ahead of the machine's. */
export const aheadOf = ({ ahead }: Clock): number => (ahead ? Number(Atomics.load(ahead, 0)) : 0)

export const systemClock: Clock = { now: () => Date.now(), after: afterReal, afterWork: afterReal }

/** The longest time that a timer can be set to. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1

function afterReal(ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, Math.min(Math.max(ms, 0), LONGEST_TIMER_MS))
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
  const ahead: Ahead = new BigInt64Array(new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT))
  const now = () => Date.now() + Number(Atomics.load(ahead, 0))
  const timers = new Set<{ at: number; callback: () => void; cancel: () => void }>()
  const leaps: { at: number; ms: number }[] = []
  return {
    now,
    ahead,
    leapt: (within) => leaps.reduce((sum, { at, ms }) => (at >= Date.now() - within ? sum + ms : sum), 0),
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
      Atomics.add(ahead, 0, BigInt(ms))
      leaps.push({ at: Date.now(), ms })
      for (const timer of [...timers].sort((a, b) => a.at - b.at)) {
        timer.cancel()
        timer.cancel = afterReal(timer.at - now(), timer.callback)
      }
    },
  }
}
