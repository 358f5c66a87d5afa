import db from 'dynalite/db/index.js'
import { refuse, validationException } from './errors.ts'
import { type PageRequest, type PageSource, startKeyNames } from './read-page.ts'
import { keyPosition } from './storage/key-position.ts'
import type { Position } from './storage/row-store.ts'
import type { Table } from './storage/table.ts'
import type { TableIndex } from './storage/table-index.ts'
import type { Item } from './values/attribute-value.ts'

/** What a Query or Scan reads: the table or an index of it, after the checks that both make. */
export function readSource(table: Table, label: string, request: PageRequest): PageSource {
  checkSelect(request)
  if (request.IndexName === undefined) return { table, index: undefined, label, fetch: false }
  const index = table.index(request.IndexName)
  if (!index) throw validationException(`The table does not have the specified index: ${request.IndexName}`)
  if (index.global && request.ConsistentRead) {
    throw validationException('Consistent reads are not supported on global secondary indexes')
  }
  return { table, index, label, fetch: needsTable(index, request) }
}

function checkSelect({ Select, ProjectionExpression, IndexName }: PageRequest): void {
  const problem = () => {
    if (Select === 'SPECIFIC_ATTRIBUTES' && ProjectionExpression === undefined) {
      return 'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES'
    }
    if (Select === 'ALL_PROJECTED_ATTRIBUTES' && IndexName === undefined) {
      return 'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName'
    }
    if (ProjectionExpression === undefined || Select === undefined || Select === 'SPECIFIC_ATTRIBUTES') return undefined
    return `Cannot specify the ProjectionExpression when choosing to get ${Select === 'COUNT' ? 'only the Count' : Select}`
  }
  const message = problem()
  if (message) throw validationException(message)
}

/** A global index answers with what it projects and nothing else; a local one is completed from the table, at a cost. */
function needsTable(index: TableIndex, { Select, _projection, _filter }: PageRequest): boolean {
  const kept = index.projected
  if (!kept) return false
  if (Select === 'ALL_ATTRIBUTES') {
    if (!index.global) return true
    throw validationException(
      `One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
    )
  }
  const named = [...(_projection?.paths.map(([head]) => String(head)) ?? []), ...Object.keys(_filter?.pathHeads ?? {})]
  const missing = [...new Set(named)].filter((name) => !kept.has(name))
  if (missing.length > 0 && index.global) {
    throw validationException(
      `One or more parameter values were invalid: Global secondary index ${index.name} does not project [${missing.join(', ')}]`,
    )
  }
  return missing.length > 0
}

/** The position that an ExclusiveStartKey names; it has the key of the table and, for an index, that of the index. */
export function startPosition({ table, index }: PageSource, key: Item, mismatch: string): Position {
  const names = startKeyNames(table, index)
  if (Object.keys(key).length !== names.length || names.some((name) => !Object.hasOwn(key, name))) {
    throw validationException(mismatch)
  }
  const { definition } = table
  if (index) {
    const { partition, sort } = index.key
    refuse(db.validateKeyPiece(key, partition.name, partition.type, true))
    if (sort) refuse(db.validateKeyPiece(key, sort.name, sort.type, false))
  }
  const tableKey = Object.fromEntries(definition.KeySchema.map(({ AttributeName: name }) => [name, key[name] ?? {}]))
  const invalid = db.validateKey(tableKey, definition)
  if (invalid) throw validationException(`The provided starting key is invalid: ${invalid.message}`)
  const position = table.position(tableKey)
  return index ? [...keyPosition(index.key, key), ...position] : position
}
