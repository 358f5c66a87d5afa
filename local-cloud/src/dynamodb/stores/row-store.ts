import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'

export interface Row {
  /** The item as JSON. */
  item: string
  /** Its size as DynamoDB counts it, in bytes. */
  size: number
}

/** Values of the key columns, in their order. */
export type Position = Buffer[]

export interface Bound {
  column: 'pk' | 'sk'
  operator: '=' | '<' | '<=' | '>' | '>='
  value: Buffer
}

export interface Range {
  bounds: Bound[]
  /** Rows beyond this position, in the direction of reading. */
  after?: Position
  reverse?: boolean
  limit?: number
}

/** Rows of a table, keyed by partition and sort key, or of an index, where the table's key tells equal index keys apart. */
export const TABLE_KEY = ['pk', 'sk']
export const INDEX_KEY = ['pk', 'sk', 'table_pk', 'table_sk']

/** One SQLite table of items in the order of their keys; every statement is prepared once. */
export class RowStore {
  readonly #database: DatabaseSync
  readonly #name: string
  readonly #key: string[]
  readonly #reads = new Map<string, StatementSync>()
  readonly #get: StatementSync
  readonly #put: StatementSync
  readonly #remove: StatementSync

  constructor(database: DatabaseSync, name: string, key: string[]) {
    this.#database = database
    this.#name = name
    this.#key = key
    const columns = key.map((column) => `${column} BLOB NOT NULL`).join(', ')
    database.exec(
      `CREATE TABLE IF NOT EXISTS ${name} (${columns}, item TEXT NOT NULL, size INTEGER NOT NULL, expires INTEGER, PRIMARY KEY (${key.join(', ')})) WITHOUT ROWID`,
    )
    const where = key.map((column) => `${column} = ?`).join(' AND ')
    this.#get = database.prepare(`SELECT item, size FROM ${name} WHERE ${where}`)
    this.#put = database.prepare(
      `INSERT INTO ${name} VALUES (${key.map(() => '?').join(', ')}, ?, ?, ?) ON CONFLICT DO UPDATE SET item = excluded.item, size = excluded.size, expires = excluded.expires`,
    )
    this.#remove = database.prepare(`DELETE FROM ${name} WHERE ${where}`)
  }

  get(position: Position): Row | undefined {
    return this.#get.get(...position) as Row | undefined
  }

  /** `expires`: seconds since the epoch, for the sweep of expired items. */
  put(position: Position, { item, size }: Row, expires: number | null = null): void {
    this.#put.run(...position, item, size, expires)
  }

  remove(position: Position): void {
    this.#remove.run(...position)
  }

  /** Rows in the order of their keys; reading stops where the caller stops. */
  *read({ bounds, after, reverse = false, limit = -1 }: Range): Generator<Row> {
    const fixed = bounds.some(({ column, operator }) => column === 'pk' && operator === '=') ? 1 : 0
    const order = this.#key.slice(fixed)
    const conditions = bounds.map(({ column, operator }) => `${column} ${operator} ?`)
    const values: SQLInputValue[] = bounds.map(({ value }) => value)
    if (after) {
      conditions.push(`(${order.join(', ')}) ${reverse ? '<' : '>'} (${order.map(() => '?').join(', ')})`)
      values.push(...after.slice(fixed))
    }
    const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''
    const by = order.map((column) => `${column} ${reverse ? 'DESC' : 'ASC'}`).join(', ')
    const statement = this.#prepared(`SELECT item, size FROM ${this.#name} ${where} ORDER BY ${by} LIMIT ?`)
    yield* statement.iterate(...values, limit) as Iterable<Row>
  }

  /** Items that expired in a span of time, at most `limit`. */
  expired(after: number, until: number, limit: number): Row[] {
    const statement = this.#prepared(`SELECT item, size FROM ${this.#name} WHERE expires > ? AND expires <= ? LIMIT ?`)
    return statement.all(after, until, limit) as unknown as Row[]
  }

  /** Notes anew when each row expires. */
  setExpiry(entries: Iterable<{ position: Position; expires: number | null }>): void {
    this.#database.exec(
      `CREATE INDEX IF NOT EXISTS ${this.#name}_expires ON ${this.#name} (expires) WHERE expires IS NOT NULL`,
    )
    const where = this.#key.map((column) => `${column} = ?`).join(' AND ')
    const statement = this.#prepared(`UPDATE ${this.#name} SET expires = ? WHERE ${where}`)
    for (const { position, expires } of entries) statement.run(expires, ...position)
  }

  totals(): { count: number; bytes: number } {
    const statement = this.#prepared(`SELECT count(*) AS count, coalesce(sum(size), 0) AS bytes FROM ${this.#name}`)
    return statement.get() as { count: number; bytes: number }
  }

  drop(): void {
    this.#database.exec(`DROP TABLE ${this.#name}`)
  }

  #prepared(sql: string): StatementSync {
    const known = this.#reads.get(sql)
    if (known) return known
    const statement = this.#database.prepare(sql)
    this.#reads.set(sql, statement)
    return statement
  }
}
