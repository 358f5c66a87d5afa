import { METRICS } from '../metrics.ts'

/**
 * Each quantity is four digits of base 10^15, so that sums of decimals are exact: 10^12s, thousandths, 10^-18s and 10^-33s. Nearly all
 * numbers need the thousandths only, as half a read unit is the smallest part that AWS counts.
 */
export const LIMBS = 4
export const BASE = 1e15
export const LIMB_DIGITS = 15
/** The limb that most numbers need, and how many digits of it are behind the point. */
export const MAIN = 1
export const MAIN_DECIMALS = 3

/** One usage record. The object is used again and again: 10 million of them would cost more than reading them does. */
export class UsageRecord {
  /** What the ranges below lie in. */
  bytes: Uint8Array = Buffer.alloc(0)
  idFrom = 0
  idTo = 0
  sourceFrom = 0
  sourceTo = 0
  /** −1 for the platform's own use. */
  subjectFrom = 0
  subjectTo = 0
  time = 0
  /** By limb, a number for each metric in the order of `METRICS`. */
  readonly limbs = new Float64Array(LIMBS * METRICS.length)
  /** Whether it needs other limbs than the main one; if not, what stands in those counts as zero. */
  isWide = false
}
