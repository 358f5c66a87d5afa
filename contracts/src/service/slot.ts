/**
 * The slots of an entity's table: global indexes that are there from the start, whatever orders its lists have. The partition key is the
 * table's own, so the leading keys that bind a tenant's session to the table bind it to the index too. The sort key is the attribute of the
 * same name.
 */
export const SLOTS = [1, 2, 3] as const
export type Slot = (typeof SLOTS)[number]
