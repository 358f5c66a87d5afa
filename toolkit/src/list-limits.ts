/** Read units that a list or search request consumes at most, whatever it asks for and however much a tenant has. */
export const MAX_REQUEST_UNITS = 150
/** Without what it may take to learn which sorts are offered, and the keys of cursors. */
export const LIST_UNITS = MAX_REQUEST_UNITS - 4

/** Lists read eventually consistently: half a unit for 4 KB. */
export const UNIT_BYTES = 8_192

/**
 * The largest item of an entity. Lists rest on it: they must know what a read may cost before they read, and 64 shards, one item each, must
 * fit into one request.
 */
export const MAX_ITEM_BYTES = 16_384
/** What one item costs at most. */
export const ITEM_UNITS = MAX_ITEM_BYTES / UNIT_BYTES
/** What one entry of a slot costs at most: keys, the text that it is sorted by, and what searches look into. */
export const ENTRY_UNITS = 2_048 / UNIT_BYTES

/** Units that a sorted list keeps for its items while it reads an index; a search, which finds less, keeps fewer. */
export const FETCH_UNITS = { list: 50, search: 12 }
