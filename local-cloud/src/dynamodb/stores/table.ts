import type { DatabaseSync } from 'node:sqlite'
import { transaction } from '../../core/database.ts'
import { Consumption, writeUnits } from '../capacity.ts'
import type { Item } from '../values/attribute-value.ts'
import { itemSize } from '../values/item-size.ts'
import { keyPosition } from './key-position.ts'
import { type Position, type Row, RowStore, TABLE_KEY } from './row-store.ts'
import { type KeyAttributes, keyAttributes, type StoredDefinition } from './table-definition.ts'
import { TableIndex } from './table-index.ts'
import { expiryOf } from './time-to-live.ts'

export interface StoredItem {
  item: Item
  /** Bytes. */
  size: number
}

/** A table with its items and indexes. */
export class Table {
  readonly definition: StoredDefinition
  readonly key: KeyAttributes
  readonly rows: RowStore
  readonly #database: DatabaseSync
  readonly #indexes: Map<string, TableIndex>

  constructor(database: DatabaseSync, number: number, definition: StoredDefinition) {
    this.definition = definition
    this.#database = database
    this.key = keyAttributes(definition, definition.KeySchema)
    const name = `dynamodb_items_${number}`
    this.rows = new RowStore(database, name, TABLE_KEY)
    const open = (global: boolean) => (index: StoredDefinition['GlobalSecondaryIndexes'][number]) => {
      const storage = `${name}_index_${definition.indexNumbers[index.IndexName]}`
      return [index.IndexName, new TableIndex(database, storage, definition, index, global)] as const
    }
    this.#indexes = new Map([
      ...definition.GlobalSecondaryIndexes.map(open(true)),
      ...definition.LocalSecondaryIndexes.map(open(false)),
    ])
  }

  index(name: string): TableIndex | undefined {
    return this.#indexes.get(name)
  }

  position(key: Item): Position {
    return keyPosition(this.key, key)
  }

  get(position: Position): StoredItem | undefined {
    const row = this.rows.get(position)
    return row && parseRow(row)
  }

  /** Throws when an index cannot hold the item. */
  checkIndexKeys(item: Item): void {
    for (const index of this.#indexes.values()) index.check(item)
  }

  /** Runs what reads and writes as one. A table without indexes has one row to write, which is atomic by itself. */
  atomically<T>(work: () => T): T {
    return this.#indexes.size === 0 ? work() : transaction(this.#database, work)
  }

  /** Replaces what is at a position (undefined: nothing), in the table and its indexes, and counts the write units. */
  write(position: Position, before: StoredItem | undefined, after: Item | undefined, label: string): Consumption {
    const consumption = new Consumption(this, label)
    const size = after ? itemSize(after) : 0
    consumption.units = Math.max(writeUnits(before?.size ?? 0), writeUnits(size))
    if (after) {
      this.rows.put(position, { item: JSON.stringify(after), size }, expiryOf(this.definition.TimeToLive, after))
    } else if (before) this.rows.remove(position)
    for (const index of this.#indexes.values()) {
      consumption.addIndex(index.name, index.follow(position, before?.item, after))
    }
    return consumption
  }

  /** Fills a new index from the items of the table. */
  backfill(indexName: string): void {
    const index = this.#indexes.get(indexName)
    if (!index) return
    for (const row of [...this.rows.read({ bounds: [] })]) {
      const { item } = parseRow(row)
      index.follow(this.position(item), undefined, item)
    }
  }

  /** Reads anew when each item expires. */
  refreshExpiry(): void {
    const attribute = this.definition.TimeToLive
    const items = [...this.rows.read({ bounds: [] })].map((row) => parseRow(row).item)
    this.rows.setExpiry(items.map((item) => ({ position: this.position(item), expires: expiryOf(attribute, item) })))
  }

  drop(): void {
    this.rows.drop()
    for (const index of this.#indexes.values()) index.rows.drop()
  }
}

export const parseRow = ({ item, size }: Row): StoredItem => ({ item: JSON.parse(item) as Item, size })
