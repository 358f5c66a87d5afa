import type { AnyEntity } from './entity.ts'
import type { Slot } from './slot.ts'

/** The name of a slot: of its index and of the attribute that the index sorts by. */
export const slotName = (slot: Slot): string => `slot${slot}`

/** The attribute that holds what a search looks into. Slots carry it, so that a search reads no item that it does not show. */
export const SEARCH_TEXT = 'searchText'

/** The longest text that a list is sorted by, in bytes. What follows does not count: an index key has at most 1,024 bytes. */
export const MAX_SORT_BYTES = 400
/** The longest text that a search looks into, in bytes: with it, an entry of a slot stays below 2 KB, a quarter of a read unit. */
export const MAX_SEARCH_BYTES = 1_500

/**
 * What the items of a table must hold for an order to be complete: which order, made by which version of its text, in which slot. The state
 * of a table is a set of these.
 */
export const orderKey = ({ sorts }: Pick<AnyEntity, 'sorts'>, sort: string): string | undefined => {
  const order = Object.hasOwn(sorts, sort) ? sorts[sort] : undefined
  return order && `${slotName(order.slot)}:${sort}@${order.version ?? 1}`
}

/** All that the lists of an entity need: its orders, and the text for its searches. */
export const listKeys = (entity: Pick<AnyEntity, 'sorts' | 'searchVersion'>): string[] => [
  ...Object.keys(entity.sorts).flatMap((sort) => orderKey(entity, sort) ?? []),
  `${SEARCH_TEXT}@${entity.searchVersion ?? 1}`,
]
