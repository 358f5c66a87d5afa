import { METRICS, type Metric } from '../metrics.ts'
import type { LimbTable } from './limb-table.ts'
import { BASE, LIMB_DIGITS, LIMBS, MAIN, MAIN_DECIMALS } from './usage-record.ts'

/** What one of each limb is worth. */
const UNITS = Array.from({ length: LIMBS }, (_, limb) => 10 ** (LIMB_DIGITS * (MAIN - limb) - MAIN_DECIMALS))

/** What tenants used of one metric in one interval. Exact numbers are integers at `scale` decimals. */
export interface Weights {
  /** Places in the list of tenants, ascending; only tenants who used something. */
  tenants: Int32Array
  /** What each of these used, within 2^-51 of the exact number. */
  approximate: Float64Array
  /** What the tenant at an index of `tenants` used. */
  exact(index: number): bigint
  scale: number
  platform: bigint
  /** Of all tenants and the platform. */
  total: bigint
}

/**
 * `sums` has a row for each of `count` tenants, ascending by id, then one for the platform and one for all of them together. Tenants at
 * the places `without` do not count.
 */
export function weightsOf(sums: LimbTable, metric: Metric, count: number, without: ReadonlySet<number>): Weights {
  // Most numbers need one limb, and small integers divide fastest.
  const used = sums.limbs
  const columns = Array.from({ length: LIMBS }, (_, limb) =>
    sums.columnOf(limb, METRICS.indexOf(metric), used.includes(limb) ? count + 2 : 0),
  )
  const last = Math.max(
    MAIN,
    columns.findLastIndex((column) => column.some((number) => number !== 0)),
  )
  const limbs = columns.slice(0, last + 1)
  const exactly = (row: number): bigint => limbs.reduce((sum, limb) => sum * BigInt(BASE) + BigInt(limb[row] ?? 0), 0n)
  const near = new Float64Array(count)
  // The smallest first, as doubles lose what is small beside what is large.
  for (const limb of [...limbs.keys()].reverse()) addMultiple(near, limbs[limb] ?? near, UNITS[limb] ?? 1)
  for (const place of without) near[place] = 0
  const tenants = placesAboveZero(near)
  return {
    tenants,
    approximate: Float64Array.from(tenants, (place) => near[place] ?? 0),
    exact: (index) => exactly(tenants[index] ?? count),
    scale: (last - MAIN) * LIMB_DIGITS + MAIN_DECIMALS,
    platform: exactly(count),
    total: [...without].reduce((total, place) => total - exactly(place), exactly(count + 1)),
  }
}

function addMultiple(sums: Float64Array, numbers: Float64Array, factor: number): void {
  for (let place = 0; place < sums.length; place++) sums[place] = (sums[place] ?? 0) + (numbers[place] ?? 0) * factor
}

function placesAboveZero(numbers: Float64Array): Int32Array {
  const places = new Int32Array(numbers.length)
  let count = 0
  for (let place = 0; place < numbers.length; place++) if ((numbers[place] ?? 0) > 0) places[count++] = place
  return places.subarray(0, count)
}
