import type { Decimal } from './decimal.ts'

/** Money is an integer of picodollars, so that it can be added and divided exactly. */
export type Picodollars = bigint

const DECIMALS = 12
const PER_DOLLAR = 10n ** BigInt(DECIMALS)
const STRICT = /^-?\d+(?:\.\d{1,12})?$/

/** Picodollars of a text of dollars such as `-0.25`, or `undefined` unless it is one of at most 12 decimals. */
export function parseDollars(text: string): Picodollars | undefined {
  if (!STRICT.test(text)) return undefined
  const [whole = '', fraction = ''] = text.split('.')
  return BigInt(whole + fraction.padEnd(DECIMALS, '0'))
}

/** The nearest picodollars to an amount: AWS's reports hold doubles, whose last digits mean nothing. Half is rounded away from zero. */
export function nearestPicodollars({ digits, scale }: Decimal): Picodollars {
  if (scale <= DECIMALS) return digits * 10n ** BigInt(DECIMALS - scale)
  const unit = 10n ** BigInt(scale - DECIMALS)
  const rounded = (2n * magnitude(digits) + unit) / (2n * unit)
  return digits < 0n ? -rounded : rounded
}

/** Dollars with 12 decimals. */
export function formatDollars(amount: Picodollars): string {
  const absolute = magnitude(amount)
  const fraction = String(absolute % PER_DOLLAR).padStart(DECIMALS, '0')
  return `${amount < 0n ? '-' : ''}${absolute / PER_DOLLAR}.${fraction}`
}

export const magnitude = (amount: bigint): bigint => (amount < 0n ? -amount : amount)
