import type { DuckDBValue } from '@duckdb/node-api'

/** A value as Athena writes it into a result; numbers are integers unless its type is of fractions. */
export function textOfValue(value: DuckDBValue, isFraction: boolean): string | null {
  if (value === null) return null
  if (typeof value === 'number') return isFraction ? fractionText(value) : String(value)
  const inner = (of: DuckDBValue): string => textOfValue(of, isFraction) ?? 'null'
  if (typeof value === 'object') {
    if ('items' in value && Array.isArray(value.items)) return `[${value.items.map(inner).join(', ')}]`
    if ('entries' in value && Array.isArray(value.entries)) {
      const entries: { key: DuckDBValue; value: DuckDBValue }[] = value.entries
      return `{${entries.map(({ key, value: of }) => `${inner(key)}=${inner(of)}`).join(', ')}}`
    }
    if ('entries' in value) {
      return `{${Object.entries(value.entries as Record<string, DuckDBValue>)
        .map(([name, of]) => `${name}=${inner(of)}`)
        .join(', ')}}`
    }
    const text = String(value)
    return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/.test(text) ? timeText(text) : text
  }
  return String(value)
}

/** `2026-01-01 10:00:00.000`, with the zone where the type has one. */
function timeText(text: string): string {
  const [, time = '', fraction = '', zone] = /^(.{19})(?:\.(\d+))?([+-].*)?$/.exec(text) ?? []
  return `${time}.${fraction.padEnd(3, '0').slice(0, 3)}${zone === undefined ? '' : ' UTC'}`
}

/** As Java writes doubles: `1.0`, `1.0E-5`, `1.2345678E7`. https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/Double.html#toString(double) */
function fractionText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e7) return `${Object.is(value, -0) ? '-0' : value}.0`
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : value < 0 ? '-Infinity' : 'NaN'
  const magnitude = Math.abs(value)
  if (magnitude >= 1e-3 && magnitude < 1e7) return String(value)
  const [digits = '', exponent = ''] = value.toExponential().split('e')
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`
}
