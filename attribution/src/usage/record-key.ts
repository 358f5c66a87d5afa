import { METRICS } from '../metrics.ts'
import { murmurHash } from './murmur-hash.ts'
import { LIMBS, MAIN, type UsageRecord } from './usage-record.ts'

/** Three words of the hash of source and id, one of the hash of the contents, and one more of the first to choose a table by. */
export const KEY_WORDS = 5

const hash = new Uint32Array(4)

/** Writes what a record is known by to `at` of `keys`. `source` and `tenant` are the numbers of the record's source and tenant. */
export function writeKey(record: UsageRecord, source: number, tenant: number, keys: Uint32Array, at: number): void {
  murmurHash(record.bytes, record.idFrom, record.idTo, source, hash)
  // A free slot is known by its first word, so a key has none that is zero.
  keys[at] = (hash[0] ?? 0) || 1
  keys[at + 1] = hash[1] ?? 0
  keys[at + 2] = hash[2] ?? 0
  keys[at + 3] = contentsOf(record, tenant)
  keys[at + 4] = hash[3] ?? 0
}

function contentsOf({ limbs, isWide, time }: UsageRecord, tenant: number): number {
  const [from, to] = isWide ? [0, LIMBS] : [MAIN, MAIN + 1]
  let hash = tenant
  // Zeros do not count: a record says the same whether or not it was read with room for more digits.
  for (let at = from * METRICS.length; at < to * METRICS.length; at++) {
    const value = limbs[at] ?? 0
    if (value !== 0) hash = mixed(hash ^ at, value)
  }
  return mixed(hash, time) >>> 0
}

const number = new Float64Array(1)
const words = new Uint32Array(number.buffer)

function mixed(hash: number, value: number): number {
  number[0] = value
  const half = Math.imul(hash ^ (words[0] ?? 0), 0x9e3779b1)
  const whole = Math.imul(half ^ (half >>> 15) ^ (words[1] ?? 0), 0x85ebca6b)
  return whole ^ (whole >>> 13)
}
