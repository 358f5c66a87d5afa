/** The local secondary index that sorts an entity's lists, and the attribute that it sorts by: `byName` for `name`. */
export const indexOf = (sort: string): string => `by${sort.charAt(0).toUpperCase()}${sort.slice(1)}`
