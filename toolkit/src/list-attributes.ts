import type { Content, Entity } from '@tenantry/contracts/service/entity.ts'
import { indexOf } from '@tenantry/contracts/service/index-of.ts'
import { folded } from '@tenantry/contracts/sort-text.ts'
import type { Item } from './table.ts'

/** Holds what a search looks into, folded. */
export const SEARCH_TEXT = 'searchText'

/** Between a sort text and the id that makes it unique: sorts before every other character. */
const SEPARATOR = '\u0000'

/** The attributes that lists read, beside the entity's own. */
export function listAttributes<T extends { id: string }, Sort extends string>(
  type: Entity<T, Sort>,
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
