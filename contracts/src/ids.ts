import * as z from 'zod/mini'

const CROCKFORD = '0123456789abcdefghjkmnpqrstvwxyz'

/**
 * Twelve lower-case alphanumerics. The fixed length and the missing `-`, `*` and `?` are what isolation rests on: no tenant id is a
 * prefix of another one's keys, and none can act as a wildcard in a policy.
 */
export const TenantId = z.string().check(z.regex(/^[a-z0-9]{12}$/, 'a tenant id is 12 lower-case letters and digits'))

const ID = /^([a-z]{3})_([0-9a-hjkmnp-tv-z]{10})([0-9a-hjkmnp-tv-z]{2})([0-9a-hjkmnp-tv-z]{12})$/

/** The largest shard count of a tenant; two Crockford digits could carry 1,024. */
export const MAX_SHARDS = 64

/** `<prefix>_<time, 10><shard, 2><random, 12>` in Crockford's base 32: ids of one entity sort by the time they were made, and name their shard. */
export function entityId(prefix: string, timeMs: number, shard: number, random: string): string {
  return `${prefix}_${crockford(timeMs, 10)}${crockford(shard, 2)}${random}`
}

/** The shard number that an id carries, or null when it is not an id with this prefix. The tenant is never part of an id. */
export function shardOfId(prefix: string, id: string): number | null {
  const match = ID.exec(id)
  if (!match || match[1] !== prefix) return null
  return [...(match[3] ?? '')].reduce((n, digit) => n * 32 + CROCKFORD.indexOf(digit), 0)
}

/** How many characters of `ID_ALPHABET` the caller draws for an id's random part. */
export const ID_RANDOM_LENGTH = 12
export const ID_ALPHABET = CROCKFORD

/** `<tenant id>-<shard>`, the partition key of every tenant table. */
export const shardKey = (tenantId: string, shard: number): string => `${tenantId}-${shard}`

/** A whole number in Crockford's base 32, which sorts as the number does. */
export function crockford(value: number, length: number): string {
  let text = ''
  for (let rest = value; text.length < length; rest = Math.floor(rest / 32)) text = CROCKFORD[rest % 32] + text
  return text
}
