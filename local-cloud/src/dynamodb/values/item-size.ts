import { validationException } from '../errors.ts'
import type { AttributeValue, Item } from './attribute-value.ts'
import { parseDecimal } from './decimal.ts'

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-items */
export const MAX_ITEM_BYTES = 400 * 1024

const MAX_NESTING = 32

/** Throws when an item is too large or too deep to be stored. */
export function checkStorable(item: Item, tooLarge = 'Item size has exceeded the maximum allowed size'): void {
  if (itemSize(item) > MAX_ITEM_BYTES) throw validationException(tooLarge)
  if (depthOf({ M: item }) - 1 > MAX_NESTING) {
    throw validationException('Nesting Levels have exceeded supported limits')
  }
}

function depthOf(value: AttributeValue): number {
  const members = value.L ?? (value.M ? Object.values(value.M) : [])
  return members.length === 0 && !value.M && !value.L ? 0 : 1 + Math.max(0, ...members.map(depthOf))
}

/** Names plus values, in bytes. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
export function itemSize(item: Item): number {
  let size = 0
  for (const name in item) size += Buffer.byteLength(name) + valueSize(item[name] ?? {})
  return size
}

function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S)
  if (value.N !== undefined) return numberSize(value.N)
  if (value.B !== undefined) return Buffer.byteLength(value.B, 'base64')
  if (value.L) return 3 + value.L.reduce((sum, member) => sum + 1 + valueSize(member), 0)
  if (value.M) return 3 + Object.keys(value.M).length + itemSize(value.M)
  if (value.SS) return value.SS.reduce((sum, member) => sum + Buffer.byteLength(member), 0)
  if (value.NS) return value.NS.reduce((sum, member) => sum + numberSize(member), 0)
  if (value.BS) return value.BS.reduce((sum, member) => sum + Buffer.byteLength(member, 'base64'), 0)
  return 1
}

/** A byte per two digits (aligned at even exponents), one for the exponent and one for a minus, as dynalite measured it at AWS. */
function numberSize(text: string): number {
  const { sign, digits, exponent } = parseDecimal(text)
  if (sign === 0) return 1
  const unaligned = digits.length % 2 === 0 && exponent % 2 === 0
  return 1 + Math.ceil(digits.length / 2) + (unaligned ? 1 : 0) + (sign < 0 ? 1 : 0)
}
