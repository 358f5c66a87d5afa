import type { EntityKind } from '@tenantry/contracts/ids.ts'
import type * as z from 'zod/mini'
import { folded } from './listing.ts'
import type { Item } from './table.ts'

/** What an entity is made of besides its id and the time of its creation. */
export type Content<T> = Omit<T, 'id' | 'createdAt'>

/** A kind of entity that tenants have many of, and by what their lists can be sorted and searched. */
export interface EntityType<T extends { id: string }, Sort extends string> {
  kind: EntityKind
  /** The stored entity, without its shard. */
  schema: z.ZodMiniType<T>
  /** For each order of a list besides the one of creation: the text that it sorts by. The table has a local index of the name that `indexOf` gives. */
  sorts: Record<Sort, (content: Content<T>) => string>
  /** What a search looks into. */
  searched(content: Content<T>): string[]
}

/** A local secondary index and the attribute that it sorts by: `byName` for `name`. */
export const indexOf = (sort: string): string => `by${sort.charAt(0).toUpperCase()}${sort.slice(1)}`

/** Holds what a search looks into, folded. */
export const SEARCH_TEXT = 'searchText'

/** Between a sort text and the id that makes it unique: sorts before every other character. */
const SEPARATOR = '\u0000'

/** The attributes that lists read, beside the entity's own. */
export function listAttributes<T extends { id: string }, Sort extends string>(
  type: EntityType<T, Sort>,
  id: string,
  content: Content<T>,
): Item {
  const sorts = Object.entries<(content: Content<T>) => string>(type.sorts)
  return {
    ...Object.fromEntries(sorts.map(([sort, text]) => [indexOf(sort), `${text(content)}${SEPARATOR}${id}`])),
    [SEARCH_TEXT]: type.searched(content).map(folded).join('\n'),
  }
}

/** The id that a position in a list ends with. */
export const idAt = (position: string): string => position.slice(position.lastIndexOf(SEPARATOR) + 1)
