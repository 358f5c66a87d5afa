import { METRICS } from '../metrics.ts'
import type { Microseconds } from '../time.ts'
import { LimbTable } from './limb-table.ts'
import { PairTable } from './pair-table.ts'
import type { Interval, Segments } from './segments.ts'

/** The platform's own use is kept as that of tenant 0. */
export const PLATFORM = 0

/** What each tenant used in each segment of the time line, exactly. */
export class UsageSums {
  readonly #segments: Segments
  readonly #sums = new LimbTable(METRICS.length)
  readonly #rows = new PairTable()
  #sorted?: { rows: Int32Array; begins: Int32Array }

  constructor(segments: Segments) {
    this.#segments = segments
  }

  /** The row for a tenant, by its number from 1 or `PLATFORM`, in the segment of a time; −1 where no segment is. */
  rowOf(tenant: number, time: Microseconds): number {
    const segment = this.#segments.find(time)
    return segment < 0 ? -1 : this.#rows.numberOf(tenant, segment)
  }

  /** Adds to one limb of a row: a number for each metric, from `at`. */
  add(row: number, limb: number, numbers: Float64Array, at: number): void {
    this.#sums.add(row, limb, numbers, at)
    this.#sorted = undefined
  }

  /** What each tenant used in an interval, in the rows that `rowOf` gives tenants' numbers; the sum of all is in the row `totalRow`. */
  inInterval(interval: Interval, rowOf: Int32Array, totalRow: number): LimbTable {
    const sums = new LimbTable(METRICS.length)
    const [first, end] = this.#segments.range(interval)
    const { rows, begins } = this.#rowsBySegment()
    const { limbs } = this.#sums
    const numbers = new Float64Array(METRICS.length)
    for (let at = begins[first] ?? 0; at < (begins[end] ?? 0); at++) {
      const row = rows[at] ?? 0
      for (const limb of limbs) {
        this.#sums.copy(row, limb, numbers, 0)
        sums.add(rowOf[this.#rows.first(row)] ?? 0, limb, numbers, 0)
        sums.add(totalRow, limb, numbers, 0)
      }
    }
    return sums
  }

  /** The rows in the order of their segments, and where each segment's begin. */
  #rowsBySegment(): { rows: Int32Array; begins: Int32Array } {
    if (this.#sorted) return this.#sorted
    const count = this.#rows.size
    const begins = new Int32Array(this.#segments.count + 2)
    for (let row = 0; row < count; row++) increment(begins, this.#rows.second(row) + 1)
    for (let segment = 1; segment < begins.length; segment++) increment(begins, segment, begins[segment - 1])
    const next = begins.slice()
    const rows = new Int32Array(count)
    for (let row = 0; row < count; row++) rows[increment(next, this.#rows.second(row)) - 1] = row
    this.#sorted = { rows, begins }
    return this.#sorted
  }
}

/** Adds to an element and answers what it is then. */
function increment(array: Int32Array, index: number, by = 1): number {
  const value = (array[index] ?? 0) + by
  array[index] = value
  return value
}
