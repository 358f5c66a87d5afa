import type { StatementSync } from 'node:sqlite'
import type { CloudContext } from '../../core/cloud-context.ts'
import { transaction } from '../../core/database.ts'
import type { Item } from '../values/attribute-value.ts'
import type { Position } from './row-store.ts'

/** How long after a write global indexes show it, in milliseconds: always the same, or asked anew for each write. */
export type IndexDelay = number | (() => number)

/** A write to a table that its global indexes are still to follow. */
export interface QueuedWrite {
  /** The table's number in the catalog. */
  table: number
  position: Position
  before: Item | undefined
  after: Item | undefined
}

const ROWS_PER_TRANSACTION = 500

/**
 * Global indexes are eventually consistent. With a delay, writes wait here, stored in the transaction of the write itself, so that none
 * is lost with the process; each is applied, in the order of the writes, once its time has come. Without a delay nothing waits.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.Writes
 */
export class IndexQueue {
  readonly #context: CloudContext
  readonly #delay: IndexDelay
  readonly #apply: (write: QueuedWrite) => void
  readonly #insert: StatementSync
  readonly #select: StatementSync
  readonly #remove: StatementSync
  readonly #forget: StatementSync
  readonly #next: StatementSync
  /** False also when a write that was rolled back had waited. */
  #isEmpty: boolean
  #lastDue: number
  #cancelTimer: (() => void) | undefined

  constructor(context: CloudContext, delay: IndexDelay, apply: (write: QueuedWrite) => void) {
    const { database } = context
    this.#context = context
    this.#delay = delay
    this.#apply = apply
    database.exec(`CREATE TABLE IF NOT EXISTS dynamodb_index_queue (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT, due INTEGER NOT NULL, table_number INTEGER NOT NULL, pk BLOB NOT NULL, sk BLOB NOT NULL,
      before TEXT, after TEXT)`)
    this.#insert = database.prepare(
      'INSERT INTO dynamodb_index_queue (due, table_number, pk, sk, before, after) VALUES (?, ?, ?, ?, ?, ?)',
    )
    this.#select = database.prepare('SELECT * FROM dynamodb_index_queue WHERE due <= ? ORDER BY sequence LIMIT ?')
    this.#remove = database.prepare('DELETE FROM dynamodb_index_queue WHERE sequence <= ?')
    this.#forget = database.prepare('DELETE FROM dynamodb_index_queue WHERE table_number = ?')
    this.#next = database.prepare('SELECT min(due) AS first, max(due) AS last FROM dynamodb_index_queue')
    const { first, last } = this.#next.get() as { first: number | null; last: number | null }
    this.#isEmpty = first === null
    this.#lastDue = last ?? 0
  }

  /** When a write that happens now is to be shown; undefined where that is at once. It never overtakes one that waits. */
  due(): number | undefined {
    const delay = typeof this.#delay === 'number' ? this.#delay : this.#delay()
    return delay > 0 || !this.#isEmpty ? Math.max(this.#context.clock.now() + delay, this.#lastDue) : undefined
  }

  /** Part of the transaction of the write. */
  add({ table, position: [pk, sk], before, after }: QueuedWrite, due: number): void {
    this.#lastDue = due
    const json = (item: Item | undefined) => (item ? JSON.stringify(item) : null)
    this.#insert.run(this.#lastDue, table, pk ?? null, sk ?? null, json(before), json(after))
    this.#isEmpty = false
    this.#arm()
  }

  /** Applies what is due. */
  catchUp(): void {
    if (this.#isEmpty) return
    // Without a delay nothing waits, nor what an earlier run with one has left.
    this.#applyUntil(this.#delay === 0 ? Number.MAX_SAFE_INTEGER : this.#context.clock.now())
  }

  /** Applies everything, due or not: before an index comes or goes. */
  drain(): void {
    if (!this.#isEmpty) this.#applyUntil(Number.MAX_SAFE_INTEGER)
  }

  /** For a table that goes. */
  forget(table: number): void {
    this.#forget.run(table)
  }

  /** Goes on with what an earlier run has left. */
  start(): void {
    this.catchUp()
    if (!this.#isEmpty) this.#arm()
  }

  close(): void {
    this.#cancelTimer?.()
  }

  #applyUntil(time: number): void {
    for (;;) {
      const rows = this.#select.all(time, ROWS_PER_TRANSACTION)
      if (rows.length === 0) break
      transaction(this.#context.database, () => {
        for (const row of rows) this.#apply(readWrite(row))
        // Due times never go down, so everything before the last row was due as well.
        this.#remove.run(Number(rows.at(-1)?.sequence))
      })
    }
    this.#isEmpty = this.#next.get()?.first === null
  }

  #arm(): void {
    if (this.#cancelTimer) return
    const first = Number(this.#next.get()?.first ?? this.#lastDue)
    this.#cancelTimer = this.#context.clock.after(Math.max(0, first - this.#context.clock.now()), () => {
      this.#cancelTimer = undefined
      this.catchUp()
      if (!this.#isEmpty) this.#arm()
    })
  }
}

function readWrite(row: Record<string, unknown>): QueuedWrite {
  const item = (json: unknown) => (json === null ? undefined : (JSON.parse(String(json)) as Item))
  const bytes = (value: unknown) => Buffer.from(value as Uint8Array)
  return {
    table: Number(row.table_number),
    position: [bytes(row.pk), bytes(row.sk)],
    before: item(row.before),
    after: item(row.after),
  }
}
