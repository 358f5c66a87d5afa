/** Money is an integer of picodollars, so that sums are exact. It is rounded only where people read it. */
export type Picodollars = bigint

const DECIMALS = 12
/** Cents, and at least two digits of what is less: $1,234.57, $0.50, $0.000012. */
const format = new Intl.NumberFormat(undefined, {
  style: 'currency',
  currency: 'USD',
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
  minimumSignificantDigits: 2,
  maximumSignificantDigits: 2,
  roundingPriority: 'morePrecision',
})

/** Picodollars of an amount that an API answers: dollars with twelve decimals, such as `-0.250000000000`. */
export const parseDollars = (text: string): Picodollars => BigInt(text.replace('.', ''))

export const sumOf = (amounts: readonly Picodollars[]): Picodollars => amounts.reduce((sum, amount) => sum + amount, 0n)

/** All digits of an amount, as APIs have it. */
export function exactDollars(amount: Picodollars): `${number}` {
  const digits = String(magnitudeOf(amount)).padStart(DECIMALS + 1, '0')
  const text = `${amount < 0n ? '-' : ''}${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`
  // Digits, a point and digits: a number in writing, which `Intl` reads without making it a double.
  return text as `${number}`
}

export const dollarsText = (amount: Picodollars): string => format.format(exactDollars(amount))

export const magnitudeOf = (amount: Picodollars): Picodollars => (amount < 0n ? -amount : amount)

/** A double of dollars: good enough to draw, never to add. */
export const drawnDollars = (amount: Picodollars): number => Number(exactDollars(amount))
/** What stands at the axis of a drawing. */
export const drawnDollarsText = (amount: number): string => format.format(amount)
