import { validationException } from '../errors.ts'

/** Significant digits of a number. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number */
const MAX_DIGITS = 38
const MAX_EXPONENT = 125
const MIN_EXPONENT = -130

/** `sign × 0.d₁d₂… × 10^(exponent+1)`: digits without leading or trailing zeros, none for zero. */
export interface Decimal {
  sign: -1 | 0 | 1
  digits: string
  /** Exponent of the first digit. */
  exponent: number
}

export function parseDecimal(text: string): Decimal {
  const match = /^(-?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text)
  if (!match) throw new TypeError(`not a decimal number: ${text}`)
  const [, minus, whole = '', fraction = '', power = '0'] = match
  const all = whole + fraction
  const first = all.search(/[1-9]/)
  if (first < 0) return { sign: 0, digits: '', exponent: 0 }
  return {
    sign: minus ? -1 : 1,
    digits: all.slice(first).replace(/0+$/, ''),
    exponent: whole.length - 1 - first + Number(power),
  }
}

/** The plain form that DynamoDB answers with, never with an exponent. */
export function formatDecimal({ sign, digits, exponent }: Decimal): string {
  if (sign === 0) return '0'
  const minus = sign < 0 ? '-' : ''
  if (exponent < 0) return `${minus}0.${'0'.repeat(-exponent - 1)}${digits}`
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  const fraction = digits.slice(exponent + 1)
  return minus + whole + (fraction && `.${fraction}`)
}

/** Less than, equal to or greater than 0, as `a` is to `b`. */
export function compareDecimals(a: string, b: string): number {
  const [left, right] = [parseDecimal(a), parseDecimal(b)]
  if (left.sign !== right.sign) return left.sign - right.sign
  const magnitude =
    left.exponent - right.exponent || (left.digits < right.digits ? -1 : left.digits > right.digits ? 1 : 0)
  return left.sign * magnitude
}

/** The exact sum (or difference). One that 38 digits cannot hold is refused, with the message that DynamoDB gives. */
export function addDecimals(a: string, b: string, operation: 'add' | 'subtract' = 'add'): string {
  const [left, right] = [parseDecimal(a), parseDecimal(b)]
  const last = Math.min(lastPlace(left), lastPlace(right))
  const sum = scaled(left, last) + (operation === 'add' ? scaled(right, last) : -scaled(right, last))
  const result = parseDecimal(`${sum}e${last}`)
  if (result.exponent > MAX_EXPONENT || result.digits.length > MAX_DIGITS) {
    throw validationException(
      'Number overflow. Attempting to store a number with magnitude larger than supported range',
    )
  }
  if (result.exponent < MIN_EXPONENT) {
    throw validationException(
      'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    )
  }
  return formatDecimal(result)
}

const lastPlace = ({ exponent, digits }: Decimal): number => exponent - digits.length + 1

function scaled(decimal: Decimal, last: number): bigint {
  if (decimal.sign === 0) return 0n
  const magnitude = BigInt(decimal.digits + '0'.repeat(lastPlace(decimal) - last))
  return decimal.sign < 0 ? -magnitude : magnitude
}
