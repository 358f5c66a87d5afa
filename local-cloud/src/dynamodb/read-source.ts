import db from 'dynalite/db/index.js'
import { refuse, validationException } from './errors.ts'
import { type PageRequest, type PageSource, startKeyNames } from './read-page.ts'
import { keyPosition } from './stores/key-position.ts'
import type { Position } from './stores/row-store.ts'
import type { Table } from './stores/table.ts'
import type { KeyAttribute } from './stores/table-definition.ts'
import type { Item } from './values/attribute-value.ts'

/** What a Query or Scan reads: the table or an index of it, after the checks that both make. */
export function readSource(table: Table, label: string, request: PageRequest): PageSource {
  checkSelect(request)
  if (request.IndexName === undefined) return { table, index: undefined, label }
  const index = table.indexToRead(request.IndexName)
  if (!index) throw validationException(`The table does not have the specified index: ${request.IndexName}`)
  if (index.global && request.ConsistentRead) {
    throw validationException('Consistent reads are not supported on global secondary indexes')
  }
  return { table, index, label }
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

/**
 * Whether items are completed from the table, because an index does not project all that is asked for. A global index answers with what it
 * projects and nothing else; a local one is completed, at a cost.
 */
export function needsTable({ index }: PageSource, { Select, _projection, _filter }: PageRequest): boolean {
  const kept = index?.projected
  if (!index || !kept) return false
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

/** An ExclusiveStartKey has the key of the table and, for an index, that of the index. */
export function checkStartKeySize({ table, index }: PageSource, key: Item, mismatch: string): void {
  if (Object.keys(key).length !== startKeyNames(table, index).length) throw validationException(mismatch)
}

/** Throws when an ExclusiveStartKey has not this part of the key of what is read. */
export function checkStartKeyPart(key: Item, { name, type }: KeyAttribute, isPartition: boolean): void {
  if (!Object.hasOwn(key, name)) throw validationException('The provided starting key is invalid')
  refuse(db.validateKeyPiece(key, name, type, isPartition))
}

/** The position that a checked ExclusiveStartKey names; throws when the table has no such key. */
export function startPosition({ table, index }: PageSource, key: Item): Position {
  const { definition } = table
  const tableKey = Object.fromEntries(definition.KeySchema.map(({ AttributeName: name }) => [name, key[name] ?? {}]))
  const invalid = db.validateKey(tableKey, definition)
  if (invalid) throw validationException(`The provided starting key is invalid: ${invalid.message}`)
  const position = table.position(tableKey)
  return index ? [...keyPosition(index.key, key), ...position] : position
}
