/**
 * The slots of an entity's table: global indexes that are there from the start, whatever its lists are sorted by. The partition key is the
 * table's own, so the leading keys that bind a tenant's session to the table bind it to the index too. The sort key is the attribute of the
 * same name.
 */
export const SLOTS = [1, 2, 3] as const
export type Slot = (typeof SLOTS)[number]

/** The name of a slot: of its index and of the attribute that the index sorts by. */
export const slotName = (slot: Slot): string => `slot${slot}`

/** The attribute that holds what a search looks into. Slots carry it, so that a search reads no item that it does not show. */
export const SEARCH_TEXT = 'searchText'

/** The longest text that a list is sorted by, in bytes. What follows does not count: an index key has at most 1,024 bytes. */
export const MAX_SORT_BYTES = 400
/** The longest text that a search looks into, in bytes: with it, an entry of a slot stays below 2 KB, a quarter of a read unit. */
export const MAX_SEARCH_BYTES = 1_500
