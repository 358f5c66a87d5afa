import type { DatabaseSync } from 'node:sqlite'

/** What distributions refer to by id. */
export type PartKind = 'function' | 'origin-access-control' | 'response-headers-policy'

export interface PartStore {
  put(kind: PartKind, id: string, value: object): void
  /** As it was put; undefined when there is none. Its resource type has checked it. */
  get<Part extends object>(kind: PartKind, id: string): Part | undefined
  list<Part extends object>(kind: PartKind): Part[]
  delete(kind: PartKind, id: string): void
}

export function partStore(database: DatabaseSync): PartStore {
  database.exec(`CREATE TABLE IF NOT EXISTS cloudfront_parts (
    kind TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, id)) STRICT`)
  const put = database.prepare('INSERT OR REPLACE INTO cloudfront_parts (kind, id, value) VALUES (?, ?, ?)')
  const find = database.prepare('SELECT value FROM cloudfront_parts WHERE kind = ? AND id = ?')
  const list = database.prepare('SELECT value FROM cloudfront_parts WHERE kind = ? ORDER BY id')
  const remove = database.prepare('DELETE FROM cloudfront_parts WHERE kind = ? AND id = ?')
  return {
    put: (kind, id, value) => void put.run(kind, id, JSON.stringify(value)),
    get(kind, id) {
      const row = find.get(kind, id)
      return row && JSON.parse(String(row.value))
    },
    list: (kind) => list.all(kind).map(({ value }) => JSON.parse(String(value))),
    delete: (kind, id) => void remove.run(kind, id),
  }
}
