import type { LimbTable } from './limb-table.ts'
import { BASE, LIMB_DIGITS, LIMBS, ONES } from './usage-record.ts'
import { PLATFORM } from './usage-sums.ts'

/** What one of each limb is worth. */
const UNITS = Array.from({ length: LIMBS }, (_, limb) => BASE ** (ONES - limb))

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

/** `numbers` are the tenants' rows of the sums, ascending by tenant id; `totalRow` is the row of the total. Tenants at the places `without` do not count. */
export function weightsOf(
  sums: LimbTable,
  numbers: Int32Array,
  totalRow: number,
  without: ReadonlySet<number>,
): Weights {
  // Whole numbers are the common case, and small integers divide fastest.
  const last = sums.lastLimb
  const exactly = (row: number): bigint => {
    let sum = 0n
    for (let limb = 0; limb <= last; limb++) sum = sum * BigInt(BASE) + BigInt(sums.get(limb, row, 0))
    return sum
  }
  const tenants = new Int32Array(numbers.length)
  const approximate = new Float64Array(numbers.length)
  let count = 0
  for (let place = 0; place < numbers.length; place++) {
    let weight = 0
    for (let limb = last; limb >= 0; limb--) weight += sums.get(limb, numbers[place] ?? 0, 0) * (UNITS[limb] ?? 0)
    if (weight === 0 || without.has(place)) continue
    tenants[count] = place
    approximate[count++] = weight
  }
  return {
    tenants: tenants.subarray(0, count),
    approximate: approximate.subarray(0, count),
    exact: (index) => exactly(numbers[tenants[index] ?? 0] ?? PLATFORM),
    scale: (last - ONES) * LIMB_DIGITS,
    platform: exactly(PLATFORM),
    total: [...without].reduce((total, place) => total - exactly(numbers[place] ?? 0), exactly(totalRow)),
  }
}
