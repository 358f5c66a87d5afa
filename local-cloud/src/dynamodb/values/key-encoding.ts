import db from 'dynalite/db/index.js'
import type { KeyType } from './attribute-value.ts'
import { parseDecimal } from './decimal.ts'

/**
 * Bytes whose order is the order of the key values: UTF-8 for strings, the bytes themselves for binary.
 * A number is its sign (0 negative, 1 zero, 2 positive), its exponent, and its digits two to a byte; all complemented when it is negative,
 * with a last 0xff so that of two negative numbers with a common beginning the longer one comes first.
 */
export function encodeKey(type: KeyType, value: string): Buffer {
  switch (type) {
    case 'S':
      return Buffer.from(value, 'utf8')
    case 'B':
      return Buffer.from(value, 'base64')
    case 'N':
      return encodeNumber(value)
    default:
      return type satisfies never
  }
}

function encodeNumber(value: string): Buffer {
  const { sign, digits, exponent } = parseDecimal(value)
  if (sign === 0) return Buffer.from([1])
  const bytes = [exponent + 130]
  for (let i = 0; i < digits.length; i += 2) bytes.push(Number(digits.slice(i, i + 2).padEnd(2, '0')))
  return sign > 0 ? Buffer.from([2, ...bytes]) : Buffer.from([0, ...bytes.map((byte) => 0xff - byte), 0xff])
}

/** A partition key after its hash, which is what a scan is ordered by and what its segments divide. */
export function encodePartition(type: KeyType, value: string): Buffer {
  return Buffer.concat([Buffer.from(db.hashPrefix(value, type), 'hex'), encodeKey(type, value)])
}

const SEGMENT_SLOTS = 4096

/** Where a segment of a parallel scan starts among the hashed partition keys; null after the last segment. */
export function segmentStart(segment: number, totalSegments: number): Buffer | null {
  const slot = Math.ceil((SEGMENT_SLOTS * segment) / totalSegments)
  return slot >= SEGMENT_SLOTS ? null : Buffer.from([slot >> 4, (slot & 0xf) << 4])
}
