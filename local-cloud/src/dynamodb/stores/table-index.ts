import type { DatabaseSync } from 'node:sqlite'
import { writeUnits } from '../capacity.ts'
import { validationException } from '../errors.ts'
import { equalItems, type Item } from '../values/attribute-value.ts'
import { itemSize } from '../values/item-size.ts'
import { keyPosition } from './key-position.ts'
import { INDEX_KEY, type Position, type Row, RowStore } from './row-store.ts'
import {
  type IndexDefinition,
  type KeyAttribute,
  type KeyAttributes,
  keyAttributes,
  type TableDefinition,
} from './table-definition.ts'

interface Entry extends Row {
  position: Position
  content: Item
}

/** A secondary index: a copy of what it projects, of each item that has its key (an index is sparse). */
export class TableIndex {
  readonly name: string
  readonly global: boolean
  readonly key: KeyAttributes
  readonly rows: RowStore
  /** Names of the projected attributes; null for all. */
  readonly projected: Set<string> | null

  constructor(
    database: DatabaseSync,
    storageName: string,
    table: TableDefinition,
    index: IndexDefinition,
    global: boolean,
  ) {
    this.name = index.IndexName
    this.global = global
    this.key = keyAttributes(table, index.KeySchema)
    this.rows = new RowStore(database, storageName, INDEX_KEY)
    const keys = [...index.KeySchema, ...table.KeySchema].map(({ AttributeName }) => AttributeName)
    const { ProjectionType, NonKeyAttributes = [] } = index.Projection
    this.projected = ProjectionType === 'ALL' ? null : new Set([...keys, ...NonKeyAttributes])
  }

  /**
   * What a write to the table means for the index, and the write units that it takes.
   * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations.Writes
   */
  change(tableKey: Position, before: Item | undefined, after: Item | undefined): { units: number; apply(): void } {
    const old = before && this.#entry(tableKey, before)
    const next = after && this.#entry(tableKey, after)
    if (old && next && samePosition(old.position, next.position)) {
      if (equalItems(old.content, next.content)) return { units: 0, apply() {} }
      const units = Math.max(writeUnits(old.size), writeUnits(next.size))
      return { units, apply: () => this.rows.put(next.position, next) }
    }
    return {
      units: (old ? writeUnits(old.size) : 0) + (next ? writeUnits(next.size) : 0),
      apply: () => {
        if (old) this.rows.remove(old.position)
        if (next) this.rows.put(next.position, next)
      },
    }
  }

  /** Throws when the item has a key that an index cannot hold. */
  check(item: Item): void {
    for (const { name, type } of this.#keyAttributes()) {
      if (item[name]?.[type] === '') {
        throw validationException(
          `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${type === 'S' ? 'string' : 'binary'} value. IndexName: ${this.name}, IndexKey: ${name}`,
        )
      }
    }
    if (this.#holds(item)) keyPosition(this.key, item)
  }

  #keyAttributes(): KeyAttribute[] {
    const { partition, sort } = this.key
    return sort ? [partition, sort] : [partition]
  }

  /** Only items that were there before the index was can have a key of another type: DynamoDB leaves them out of the index. */
  #holds(item: Item): boolean {
    return this.#keyAttributes().every(({ name, type }) => item[name]?.[type] !== undefined)
  }

  #entry(tableKey: Position, item: Item): Entry | undefined {
    if (!this.#holds(item)) return undefined
    const content = this.#project(item)
    return {
      position: [...keyPosition(this.key, item), ...tableKey],
      content,
      item: JSON.stringify(content),
      size: itemSize(content),
    }
  }

  #project(item: Item): Item {
    const names = this.projected
    if (!names) return item
    return Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name)))
  }
}

const samePosition = (a: Position, b: Position): boolean => a.every((part, i) => part.equals(b[i] ?? Buffer.alloc(0)))
