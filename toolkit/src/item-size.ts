import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { type Item, keyOf } from './table-input.ts'

/**
 * The size of an item as DynamoDB counts it, in bytes, or a little more: numbers are taken at their longest.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export const itemBytes = (item: Item): number => sizeOfAll(keyOf(item))

const sizeOfAll = (values: Record<string, AttributeValue>): number =>
  Object.entries(values).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + sizeOf(value), 0)

function sizeOf(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S)
  if (value.N !== undefined) return numberBytes(value.N)
  if (value.L) return 3 + value.L.reduce((sum, member) => sum + 1 + sizeOf(member), 0)
  if (value.M) return 3 + Object.keys(value.M).length + sizeOfAll(value.M)
  if (value.SS) return value.SS.reduce((sum, member) => sum + Buffer.byteLength(member), 0)
  if (value.NS) return value.NS.reduce((sum, member) => sum + numberBytes(member), 0)
  if (value.B) return value.B.length
  if (value.BS) return value.BS.reduce((sum, member) => sum + member.length, 0)
  return 1
}

/** A byte for two digits, one for the exponent, one for a minus, and one for digits that are not aligned. */
const numberBytes = (text: string): number => Math.ceil(text.length / 2) + 3
