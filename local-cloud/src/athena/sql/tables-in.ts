import { userFailure } from '../errors.ts'
import { isSyntax, partsOf, type Syntax, textOf } from './syntax-tree.ts'

/** One place where a query names a table. */
export interface Place {
  /** As the query's columns name it. */
  alias: string
  /** Whether it is the only one there, so that columns need not name it. */
  isAlone: boolean
  where: Syntax | null
}

export interface FoundTable {
  database: string | null
  name: string
  places: Place[]
}

/** The tables of the catalogue that a query names, with the conditions beside each. */
export function tablesIn(tree: Syntax): FoundTable[] {
  const found = new Map<string, FoundTable>()
  const visit = (part: Syntax, subqueries: Set<string>, select: Syntax | null): void => {
    if (textOf(part, 'type') === 'BASE_TABLE') add(found, part, subqueries, select)
    const own = textOf(part, 'type') === 'SELECT_NODE' ? part : part.class === undefined ? select : null
    // A name that WITH gives hides a table of that name, in all that stands beside it.
    const known = new Set([
      ...subqueries,
      ...namesOf(part.cte_map),
      ...(typeof part.cte_name === 'string' ? [part.cte_name.toLowerCase()] : []),
    ])
    for (const inner of partsOf(part)) visit(inner, known, own)
  }
  visit(tree, new Set(), null)
  return [...found.values()]
}

function add(found: Map<string, FoundTable>, table: Syntax, subqueries: Set<string>, select: Syntax | null): void {
  const name = textOf(table, 'table_name').toLowerCase()
  const database = textOf(table, 'schema_name').toLowerCase() || null
  const catalog = textOf(table, 'catalog_name').toLowerCase()
  if (database === null && subqueries.has(name)) return
  if (catalog !== '' && catalog !== 'awsdatacatalog')
    throw userFailure(`CATALOG_NOT_FOUND: Catalog '${catalog}' does not exist`)
  const key = JSON.stringify([database, name])
  const known = found.get(key) ?? { database, name, places: [] }
  found.set(key, known)
  known.places.push({
    alias: (textOf(table, 'alias') || name).toLowerCase(),
    isAlone: select?.from_table === table,
    where: isSyntax(select?.where_clause) ? select.where_clause : null,
  })
}

const namesOf = (map: unknown): string[] =>
  isSyntax(map) && Array.isArray(map.map) ? map.map.map((entry) => String(entry?.key).toLowerCase()) : []
