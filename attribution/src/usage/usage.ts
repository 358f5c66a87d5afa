import type { Metric } from '../metrics.ts'
import type { Interval } from './segments.ts'
import type { UsageSums } from './usage-sums.ts'
import { type Weights, weightsOf } from './weights.ts'

/** What tenants used, ready to share costs by. */
export class Usage {
  /** Tenant ids, ascending. */
  readonly tenants: readonly string[]
  /** The number that each of them has in the sums. */
  readonly #numbers: Int32Array
  readonly #sums: UsageSums

  /** `names` are in the order of the sums' numbers, which begin at 1. */
  constructor(names: string[], sums: UsageSums) {
    const numbered = names.map((name, index) => ({ name, number: index + 1 }))
    numbered.sort((a, b) => (a.name < b.name ? -1 : 1))
    this.tenants = numbered.map(({ name }) => name)
    this.#numbers = Int32Array.from(numbered, ({ number }) => number)
    this.#sums = sums
  }

  /** What tenants used of a metric in an interval, but for those at some places. */
  weights(metric: Metric, interval: Interval, without: ReadonlySet<number> = new Set()): Weights {
    const count = this.tenants.length
    return weightsOf(this.#sums.sumsOf(metric, interval, count), this.#numbers, count + 1, without)
  }

  /** Where a tenant is in the list. */
  placeOf(tenant: string): number {
    let [low, high] = [0, this.tenants.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.tenants[middle] ?? '') < tenant) low = middle + 1
      else high = middle
    }
    if (this.tenants[low] !== tenant) throw new RangeError(`"${tenant}" is not among the tenants.`)
    return low
  }
}
