// The layout of a plane's lists table (pk `id`): what its lists need besides their items.

/** The item with the keys that cursors are encrypted with. */
export const CURSOR_KEYS_ID = 'cursor-keys'

/** The item that says what the items of an entity's table hold for its lists. */
export const listStateId = (collection: string): string => `sorts#${collection}`
