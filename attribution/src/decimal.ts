/** An exact decimal number: `digits × 10^-scale`. */
export interface Decimal {
  digits: bigint
  scale: number
}

export const ZERO: Decimal = { digits: 0n, scale: 0 }

/** More digits than any quantity has would not fit into a double, which shares are estimated with. */
const PLAIN = /^(-?\d{1,40})(?:\.(\d{1,40}))?$/
/** What SQL engines and AWS's reports write for a double: `7.39e-08`, `1.0E-7`, `.5`. */
const SCIENTIFIC = /^([+-]?)(?=\.?\d)(\d{0,40})\.?(\d{0,40})(?:[eE]([+-]?\d{1,2}))?$/

/** A number written without an exponent, or `undefined`. */
export function parseDecimal(text: string): Decimal | undefined {
  const [, whole, fraction = ''] = PLAIN.exec(text) ?? []
  return whole === undefined ? undefined : { digits: BigInt(whole + fraction), scale: fraction.length }
}

/** A number as a report writes it, or `undefined`. */
export function parseReportNumber(text: string): Decimal | undefined {
  const [, sign, whole = '', fraction = '', exponent = '0'] = SCIENTIFIC.exec(text) ?? []
  if (sign === undefined) return undefined
  const digits = BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`)
  const scale = fraction.length - Number(exponent)
  return scale >= 0 ? { digits, scale } : { digits: digits * 10n ** BigInt(-scale), scale: 0 }
}

/** Without zeros at its end. */
export function formatDecimal({ digits, scale }: Decimal): string {
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0')
  const [whole, fraction] = [text.slice(0, text.length - scale), text.slice(text.length - scale).replace(/0+$/, '')]
  return `${digits < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale)
  return { digits: atScale(a, scale) + atScale(b, scale), scale }
}

export const times = (a: Decimal, factor: bigint): Decimal => ({ digits: a.digits * factor, scale: a.scale })

/** The digits of a number at a scale that is not below its own. */
export const atScale = ({ digits, scale }: Decimal, wanted: number): bigint => digits * 10n ** BigInt(wanted - scale)
