import type { Metric } from '../metrics.ts'
import type { LimbTable } from './limb-table.ts'
import type { Interval } from './segments.ts'
import { PLATFORM, type UsageSums } from './usage-sums.ts'
import { type Weights, weightsOf } from './weights.ts'

/** What tenants used, ready to share costs by. */
export class Usage {
  /** Tenant ids, ascending. */
  readonly tenants: readonly string[]
  /** The place in that list of each number that the sums know tenants by. */
  readonly #places: Int32Array
  readonly #sums: UsageSums
  /** The sums of the last interval: lines of one interval come together, for several metrics. */
  #last?: Interval & { sums: LimbTable }

  /** `names` are in the order of the sums' numbers, which begin at 1. */
  constructor(names: readonly string[], sums: UsageSums) {
    const numbered = names.map((name, index) => ({ name, number: index + 1 }))
    numbered.sort((a, b) => (a.name < b.name ? -1 : 1))
    this.tenants = numbered.map(({ name }) => name)
    this.#places = new Int32Array(names.length + 1)
    this.#places[PLATFORM] = names.length
    for (const [place, { number }] of numbered.entries()) this.#places[number] = place
    this.#sums = sums
  }

  /** What tenants used of a metric in an interval, but for those at some places. */
  weights(metric: Metric, { start, end }: Interval, without: ReadonlySet<number> = new Set()): Weights {
    const count = this.tenants.length
    if (this.#last?.start !== start || this.#last.end !== end) {
      this.#last = { start, end, sums: this.#sums.inInterval({ start, end }, this.#places, count + 1) }
    }
    return weightsOf(this.#last.sums, metric, count, without)
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
