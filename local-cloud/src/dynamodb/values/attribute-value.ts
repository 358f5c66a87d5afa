import { compareDecimals } from './decimal.ts'

/** An attribute value as it comes over the wire: numbers are strings, binary is base64. */
export interface AttributeValue {
  S?: string
  N?: string
  B?: string
  BOOL?: boolean
  NULL?: boolean
  SS?: string[]
  NS?: string[]
  BS?: string[]
  L?: AttributeValue[]
  M?: Item
}

export type Item = Record<string, AttributeValue>

/** The types that a key may have. */
export type KeyType = 'S' | 'N' | 'B'

/** The one type that a value has, after it was validated. */
export function typeOf(value: AttributeValue): keyof AttributeValue {
  return Object.keys(value)[0] as keyof AttributeValue
}

/** Values of different types are never equal; sets are equal whatever their order. Numbers are in their canonical form. */
export function equalValues(a: AttributeValue, b: AttributeValue): boolean {
  const type = typeOf(a)
  if (type !== typeOf(b)) return false
  if (a.L && b.L) return a.L.length === b.L.length && a.L.every((value, i) => equalValues(value, b.L?.[i] ?? {}))
  if (a.M && b.M) return equalItems(a.M, b.M)
  const [left, right] = [a[type], b[type]]
  if (!Array.isArray(left)) return left === right
  const members = new Set<unknown>(right as string[])
  return left.length === members.size && left.every((member) => members.has(member))
}

export function equalItems(a: Item, b: Item): boolean {
  const names = Object.keys(a)
  if (names.length !== Object.keys(b).length) return false
  return names.every((name) => Object.hasOwn(b, name) && equalValues(a[name] ?? {}, b[name] ?? {}))
}

/** Order of two values of the same ordered type (S by its UTF-8 bytes, N by value, B by bytes); null where there is none. */
export function compareValues(a: AttributeValue, b: AttributeValue): number | null {
  if (a.S !== undefined && b.S !== undefined) return Buffer.compare(Buffer.from(a.S), Buffer.from(b.S))
  if (a.N !== undefined && b.N !== undefined) return compareDecimals(a.N, b.N)
  if (a.B !== undefined && b.B !== undefined) {
    return Buffer.compare(Buffer.from(a.B, 'base64'), Buffer.from(b.B, 'base64'))
  }
  return null
}
