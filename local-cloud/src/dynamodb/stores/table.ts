import type { DatabaseSync } from 'node:sqlite'
import { transaction } from '../../core/database.ts'
import { Consumption, writeUnits } from '../capacity.ts'
import type { Item } from '../values/attribute-value.ts'
import { itemSize } from '../values/item-size.ts'
import { expiryOf } from './expiry.ts'
import type { IndexQueue, QueuedWrite } from './index-queue.ts'
import { keyPosition } from './key-position.ts'
import type { OngoingTransactions } from './ongoing-transactions.ts'
import { type Position, type Row, RowStore, TABLE_KEY } from './row-store.ts'
import { type KeyAttributes, keyAttributes, type StoredDefinition } from './table-definition.ts'
import { TableIndex } from './table-index.ts'

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
  readonly #number: number
  readonly #indexes: Map<string, TableIndex>
  readonly #queue: IndexQueue
  readonly #ongoing: OngoingTransactions

  constructor(
    database: DatabaseSync,
    number: number,
    definition: StoredDefinition,
    { queue, ongoing }: { queue: IndexQueue; ongoing: OngoingTransactions },
  ) {
    this.definition = definition
    this.#database = database
    this.#number = number
    this.#queue = queue
    this.#ongoing = ongoing
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

  /** The index for a read, with every write that it shows by now. */
  indexToRead(name: string): TableIndex | undefined {
    const index = this.#indexes.get(name)
    if (index?.global) this.#queue.catchUp()
    return index
  }

  /** Whether a transaction under way has the item. */
  isInTransaction(position: Position): boolean {
    return this.#ongoing.holds({ table: this, position })
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

  /** Replaces what is at a position (undefined: nothing), in the table and its indexes, and counts the write units of all of them. */
  write(position: Position, before: StoredItem | undefined, after: Item | undefined, label: string): Consumption {
    const consumption = new Consumption(this, label)
    const size = after ? itemSize(after) : 0
    consumption.units = Math.max(writeUnits(before?.size ?? 0), writeUnits(size))
    if (after) {
      this.rows.put(position, { item: JSON.stringify(after), size }, expiryOf(this.definition.TimeToLive, after))
    } else if (before) this.rows.remove(position)
    const due = this.#queue.due()
    let waits = false
    for (const index of this.#indexes.values()) {
      const { units, apply } = index.change(position, before?.item, after)
      consumption.addIndex(index.name, units)
      if (units > 0 && index.global && due !== undefined) waits = true
      else apply()
    }
    if (waits && due !== undefined) {
      this.#queue.add({ table: this.#number, position, before: before?.item, after }, due)
    }
    return consumption
  }

  /** A write that has waited for its time. */
  applyToGlobalIndexes({ position, before, after }: QueuedWrite): void {
    for (const index of this.#indexes.values()) if (index.global) index.change(position, before, after).apply()
  }

  /** Fills a new index from the items of the table. */
  backfill(indexName: string): void {
    const index = this.#indexes.get(indexName)
    if (!index) return
    for (const row of [...this.rows.read({ bounds: [] })]) {
      const { item } = parseRow(row)
      index.change(this.position(item), undefined, item).apply()
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
