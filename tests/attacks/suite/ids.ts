import { entityId, ID_ALPHABET, ID_RANDOM_LENGTH, MAX_SHARDS } from '@tenantry/contracts/ids.ts'
import fc from 'fast-check'
import { ENTITIES } from '../product/services.ts'
import { generated } from './generate.ts'

/** What ids begin with; where there is no entity, something that no id does. */
export const ID_PREFIXES = ENTITIES.length > 0 ? ENTITIES.map(({ idPrefix }) => idPrefix) : ['zzz']

/** Ids that are none, as a client could put them into a path; they go over the wire as they are. */
export const MALFORMED_IDS: string[] = [
  '0',
  '-1',
  'null',
  'undefined',
  'true',
  '*',
  '%2A',
  '%3F',
  ...ID_PREFIXES.flatMap((prefix) => [`${prefix}_*`, `${prefix}_`]),
  '%00',
  '%0d%0aX-Injected:%201',
  '%20',
  '%2e%2e%2fusers',
  '..%2F..%2Fusers',
  '%252e%252e%252fusers',
  'constructor',
  '__proto__',
  'toString',
  'id%20OR%201=1',
  '%27%20OR%20%271%27=%271',
  '%24%7Baws:PrincipalTag%2FTenantId%7D',
  '%7B%22S%22:%22x%22%7D',
  'a'.repeat(1000),
  '%F0%9F%A6%8A',
  encodeURIComponent('ид'),
]

/** Well-formed ids that no entity has, over all kinds and shards; ids with a letter changed; and noise. */
export function unknownIds(count: number, near: string[], salt: string): string[] {
  const random = fc
    .array(fc.constantFrom(...ID_ALPHABET), { minLength: ID_RANDOM_LENGTH, maxLength: ID_RANDOM_LENGTH })
    .map((letters) => letters.join(''))
  const wellFormed = fc
    .tuple(
      fc.constantFrom(...ID_PREFIXES),
      fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }),
      fc.integer({ min: 0, max: MAX_SHARDS * 2 }),
      random,
    )
    .map(([prefix, time, shard, letters]) => entityId(prefix, time, shard, letters))
  const changed = fc
    .tuple(fc.constantFrom(...near), fc.nat(), fc.constantFrom(...ID_ALPHABET, '-', '_', 'A', '%2A'))
    .map(([id, at, letter]) => `${id.slice(0, at % id.length)}${letter}${id.slice((at % id.length) + 1)}`)
    .filter((id) => !near.includes(id))
  const noise = fc
    .string({ minLength: 1, maxLength: 40, unit: 'grapheme' })
    .map(encodeURIComponent)
    // A path of dots is a path of its own; see the class of paths.
    .filter((text) => !/^\.{1,2}$/.test(text))
  return generated(fc.oneof(wellFormed, changed, noise), count, salt)
}
