const DECIMALS = 12
/** Amounts are counted in halves at the finest: an eventually consistent read is half a unit. */
const HALVES = 2

/**
 * Dollars of an amount at a price, to the nearest picodollar (10⁻¹²), as a text of 12 decimals: calculated in integers, so that a bill's doubles
 * are exactly what its lines cost.
 */
export function costOf(amount: number, perUnit: number, price: string): string {
  const [whole = '', fraction = ''] = price.split('.')
  const digits = BigInt(whole + fraction)
  const numerator = BigInt(Math.round(amount * HALVES)) * digits * 10n ** BigInt(DECIMALS)
  const denominator = BigInt(HALVES) * BigInt(perUnit) * 10n ** BigInt(fraction.length)
  const picodollars = (2n * numerator + denominator) / (2n * denominator)
  const one = 10n ** BigInt(DECIMALS)
  return `${picodollars / one}.${String(picodollars % one).padStart(DECIMALS, '0')}`
}
