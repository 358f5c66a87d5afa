import type { DatabaseSync } from 'node:sqlite'
import type { CatalogTable } from '../../core/faces.ts'

export type CatalogStore = ReturnType<typeof catalogStore>

/** Databases and their tables. */
export function catalogStore(database: DatabaseSync) {
  database.exec(`
    CREATE TABLE IF NOT EXISTS glue_databases (name TEXT PRIMARY KEY) STRICT;
    CREATE TABLE IF NOT EXISTS glue_tables (
      database TEXT NOT NULL, name TEXT NOT NULL, definition TEXT NOT NULL, PRIMARY KEY (database, name)) STRICT`)
  const addDatabase = database.prepare('INSERT OR IGNORE INTO glue_databases VALUES (?)')
  const findDatabase = database.prepare('SELECT 1 FROM glue_databases WHERE name = ?')
  const dropDatabase = database.prepare('DELETE FROM glue_databases WHERE name = ?')
  const dropTables = database.prepare('DELETE FROM glue_tables WHERE database = ?')
  const putTable = database.prepare('INSERT OR REPLACE INTO glue_tables VALUES (?, ?, ?)')
  const findTable = database.prepare('SELECT definition FROM glue_tables WHERE database = ? AND name = ?')
  const dropTable = database.prepare('DELETE FROM glue_tables WHERE database = ? AND name = ?')
  return {
    addDatabase: (name: string): void => void addDatabase.run(name),
    hasDatabase: (name: string): boolean => findDatabase.get(name) !== undefined,
    /** Its tables go with it, as Glue documents it. */
    deleteDatabase(name: string): void {
      dropTables.run(name)
      dropDatabase.run(name)
    },
    put: (table: CatalogTable): void => void putTable.run(table.database, table.name, JSON.stringify(table)),
    table(inDatabase: string, name: string): CatalogTable | undefined {
      const row = findTable.get(inDatabase, name)
      // Only `put` writes this column.
      return row && JSON.parse(String(row.definition))
    },
    deleteTable: (inDatabase: string, name: string): void => void dropTable.run(inDatabase, name),
  }
}
