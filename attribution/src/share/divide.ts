import { byLargest, type Parts } from './divide-exactly.ts'

/** Parts whose weights are also known nearly. */
export interface NearParts extends Parts {
  /** Each weight divided by the total. Errs by at most 2^-50 of itself. */
  ratios: Float64Array
}

/** How far an amount times a ratio may be from what is exactly due, in proportion to it. */
const NEAR = 2 ** -49
const BUCKETS = 4096

/**
 * Divides as `divideExactly` does, into `shares`, an amount that a double holds exactly. Doubles decide where they certainly can, and
 * integers the rest, so that 100,000 tenants take about a millisecond.
 */
export function divide(amount: number, parts: NearParts, shares: Float64Array): void {
  const { count, ratios, weight, total } = parts
  const fractions = new Float64Array(count)
  const exactAmount = BigInt(amount)
  let left = amount
  for (let part = 0; part < count && amount > 0; part++) {
    const due = amount * (ratios[part] ?? 0)
    const error = due * NEAR
    let share = Math.floor(due)
    let fraction = due - share
    if (due > 0 && (fraction <= error || fraction >= 1 - error)) {
      // Too near to a whole number to know on which side of it.
      share = Number((exactAmount * weight(part)) / total)
      fraction = Math.min(Math.max(due - share, 0), 1)
    }
    shares[part] = share
    fractions[part] = fraction
    left -= share
  }
  if (amount === 0) shares.fill(0, 0, count)
  for (const part of partsWithMore(left, amount, fractions, parts)) shares[part] = (shares[part] ?? 0) + 1
}

/** The parts with the largest remainders, as many as there is left. */
function partsWithMore(left: number, amount: number, fractions: Float64Array, parts: NearParts): number[] {
  if (left === 0) return []
  const { count, ratios, weight, total } = parts
  const [from, to] = aroundCut(left, fractions)
  const certain: number[] = []
  const candidates: number[] = []
  let [maybeAbove, surelyWithin] = [0, 0]
  for (let part = 0; part < count; part++) {
    const fraction = fractions[part] ?? 0
    const error = amount * (ratios[part] ?? 0) * NEAR
    if (fraction - error >= to) certain.push(part)
    else if (fraction + error >= from) candidates.push(part)
    if (fraction + error >= to) maybeAbove++
    if (fraction - error >= from) surelyWithin++
  }
  const exactAmount = BigInt(amount)
  const largest = (some: Iterable<number>, wanted: number): number[] =>
    byLargest(Array.from(some, (part) => ({ part, remainder: (exactAmount * weight(part)) % total })))
      .slice(0, wanted)
      .map(({ part }) => part)
  // Above the range are at most as many as get one, and not below it are at least as many: so the last of them is in it.
  if (maybeAbove <= left && surelyWithin >= left) return [...certain, ...largest(candidates, left - certain.length)]
  return largest(fractions.keys(), left)
}

/** A range of fractions that holds the one of the last part to get more, found by counting: sorting all of them takes far longer. */
function aroundCut(left: number, fractions: Float64Array): [from: number, to: number] {
  const counts = new Int32Array(BUCKETS)
  for (const fraction of fractions) {
    const bucket = Math.min(BUCKETS - 1, Math.floor(fraction * BUCKETS))
    counts[bucket] = (counts[bucket] ?? 0) + 1
  }
  let bucket = BUCKETS - 1
  for (let above = counts[bucket] ?? 0; above < left && bucket > 0; above += counts[bucket] ?? 0) bucket--
  // A bucket more on each side, for those that a rounding has moved over the edge.
  return [(bucket - 1) / BUCKETS, (bucket + 2) / BUCKETS]
}
