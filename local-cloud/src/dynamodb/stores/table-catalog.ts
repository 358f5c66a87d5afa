import type { StatementSync } from 'node:sqlite'
import { AwsError } from '../../core/aws-error.ts'
import type { CloudContext } from '../../core/cloud-context.ts'
import { transaction } from '../../core/database.ts'
import { tableNotFound } from '../errors.ts'
import { type IndexDelay, IndexQueue } from './index-queue.ts'
import { OngoingTransactions, type TransactionTime } from './ongoing-transactions.ts'
import { Table } from './table.ts'
import type { StoredDefinition, TableDefinition } from './table-definition.ts'

/** All tables of the account and region. */
export class TableCatalog {
  readonly #context: CloudContext
  readonly #open = new Map<string, { number: number; table: Table }>()
  readonly #save: StatementSync
  /** Writes that global indexes do not show yet. */
  readonly indexQueue: IndexQueue

  readonly ongoing: OngoingTransactions

  constructor(context: CloudContext, indexDelay: IndexDelay = 0, transactionTime: TransactionTime = 'none') {
    const { database } = context
    this.#context = context
    this.ongoing = new OngoingTransactions(context, transactionTime)
    this.indexQueue = new IndexQueue(context, indexDelay, (write) => {
      const table = this.#numbered(write.table)
      if (table) table.applyToGlobalIndexes(write)
    })
    database.exec(
      'CREATE TABLE IF NOT EXISTS dynamodb_tables (number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, definition TEXT NOT NULL)',
    )
    this.#save = database.prepare('UPDATE dynamodb_tables SET definition = ? WHERE number = ?')
    for (const row of database.prepare('SELECT number, name, definition FROM dynamodb_tables').all()) {
      const { number, name, definition } = row as { number: number; name: string; definition: string }
      this.#open.set(name, { number, table: this.#table(number, JSON.parse(definition) as StoredDefinition) })
    }
  }

  find(name: string): Table | undefined {
    return this.#open.get(name)?.table
  }

  /** The table that a request for items names. */
  get(name: string): Table {
    const table = this.find(name)
    if (!table) throw tableNotFound()
    return table
  }

  /** The table that a request about tables names. */
  described(name: string): Table {
    const table = this.find(name)
    if (!table) throw tableNotFound(name)
    return table
  }

  all(): Table[] {
    return [...this.#open.values()].map(({ table }) => table)
  }

  names(): string[] {
    return [...this.#open.keys()].sort()
  }

  arn(name: string): string {
    return `arn:aws:dynamodb:${this.#context.region}:${this.#context.accountId}:table/${name}`
  }

  create(definition: TableDefinition): Table {
    const { database, clock, ids } = this.#context
    const name = definition.TableName
    if (this.#open.has(name)) throw new AwsError('ResourceInUseException', `Table already exists: ${name}`)
    const indexes = [...definition.GlobalSecondaryIndexes, ...definition.LocalSecondaryIndexes]
    const stored: StoredDefinition = {
      ...definition,
      TableId: ids.uuid(),
      CreationDateTime: clock.now() / 1000,
      indexNumbers: Object.fromEntries(indexes.map(({ IndexName }, i) => [IndexName, i + 1])),
    }
    const opened = transaction(database, () => {
      const insert = database.prepare('INSERT INTO dynamodb_tables (name, definition) VALUES (?, ?)')
      const number = Number(insert.run(name, JSON.stringify(stored)).lastInsertRowid)
      const table = this.#table(number, stored)
      if (stored.TimeToLive !== null) table.refreshExpiry()
      return { number, table }
    })
    this.#open.set(name, opened)
    return opened.table
  }

  /** Changes what a table is. Its keys stay; new indexes are filled and removed ones dropped before this returns. */
  change(name: string, change: Partial<TableDefinition>): Table {
    const current = this.#open.get(name)
    if (!current) throw tableNotFound(name)
    const before = current.table.definition
    const definition: StoredDefinition = { ...before, ...change, indexNumbers: { ...before.indexNumbers } }
    const known = new Set(before.GlobalSecondaryIndexes.map(({ IndexName }) => IndexName))
    const kept = new Set(definition.GlobalSecondaryIndexes.map(({ IndexName }) => IndexName))
    const added = [...kept].filter((index) => !known.has(index))
    const removed = [...known].filter((index) => !kept.has(index))
    let next = Math.max(0, ...Object.values(before.indexNumbers))
    for (const index of removed) delete definition.indexNumbers[index]
    for (const index of added) definition.indexNumbers[index] = ++next
    const { database } = this.#context
    if (added.length + removed.length > 0) this.indexQueue.drain()
    const table = transaction(database, () => {
      for (const index of removed) current.table.index(index)?.rows.drop()
      const changed = this.#table(current.number, definition)
      for (const index of added) changed.backfill(index)
      if (definition.TimeToLive !== before.TimeToLive) changed.refreshExpiry()
      this.#save.run(JSON.stringify(definition), current.number)
      return changed
    })
    this.#open.set(name, { number: current.number, table })
    return table
  }

  #table(number: number, definition: StoredDefinition): Table {
    return new Table(this.#context.database, number, definition, {
      queue: this.indexQueue,
      ongoing: this.ongoing,
    })
  }

  #numbered(number: number): Table | undefined {
    return [...this.#open.values()].find((open) => open.number === number)?.table
  }

  drop(name: string): void {
    const current = this.#open.get(name)
    if (!current) throw tableNotFound(name)
    transaction(this.#context.database, () => {
      current.table.drop()
      this.indexQueue.forget(current.number)
      this.#context.database.prepare('DELETE FROM dynamodb_tables WHERE number = ?').run(current.number)
    })
    this.#open.delete(name)
  }
}
