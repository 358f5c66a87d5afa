import type { Microseconds } from '../time.ts'

export interface Interval {
  start: Microseconds
  /** Not part of it. */
  end: Microseconds
}

/** The time line, cut wherever an interval begins or ends: usage within one segment belongs to the same intervals. */
export class Segments {
  /** Segment n lasts from cut n to cut n + 1. */
  readonly #cuts: Float64Array
  readonly #isCovered: Uint8Array
  #last = -1

  constructor(intervals: Interval[]) {
    this.#cuts = Float64Array.from(new Set(intervals.flatMap(({ start, end }) => [start, end]))).sort()
    const opened = new Int32Array(this.#cuts.length + 1)
    for (const interval of distinct(intervals)) {
      const [first, end] = this.range(interval)
      opened[first] = (opened[first] ?? 0) + 1
      opened[end] = (opened[end] ?? 0) - 1
    }
    let open = 0
    this.#isCovered = Uint8Array.from(opened, (change) => {
      open += change
      return Number(open > 0)
    })
  }

  get count(): number {
    return Math.max(0, this.#cuts.length - 1)
  }

  /** The segment that a time is in, −1 where no interval is. */
  find(time: Microseconds): number {
    const cuts = this.#cuts
    const last = this.#last
    // Records come more or less in order.
    if (time >= (cuts[last] ?? Infinity) && time < (cuts[last + 1] ?? -Infinity)) return last
    const segment = this.#cutsUpTo(time) - 1
    if (segment < 0 || this.#isCovered[segment] !== 1) return -1
    this.#last = segment
    return segment
  }

  /** The first segment of an interval, and the one after its last. */
  range({ start, end }: Interval): [first: number, end: number] {
    return [this.#cutsUpTo(start) - 1, this.#cutsUpTo(end) - 1]
  }

  /** How many cuts are at or before a time. */
  #cutsUpTo(time: Microseconds): number {
    let [low, high] = [0, this.#cuts.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#cuts[middle] ?? Infinity) <= time) low = middle + 1
      else high = middle
    }
    return low
  }
}

function distinct(intervals: Interval[]): Interval[] {
  return [...new Map(intervals.map((interval) => [`${interval.start} ${interval.end}`, interval])).values()]
}
