import type { Item } from '../values/attribute-value.ts'

/** When an item expires, in seconds since the epoch; null when it never does. */
export function expiryOf(attribute: string | null, item: Item): number | null {
  const number = attribute === null ? undefined : item[attribute]?.N
  const seconds = Math.floor(Number(number))
  return number === undefined || !Number.isSafeInteger(seconds) ? null : seconds
}
