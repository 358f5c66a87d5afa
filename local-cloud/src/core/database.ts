import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * How the database is opened (https://www.sqlite.org/pragma.html). WAL with synchronous NORMAL: what a call acknowledged survives kill -9
 * of the process. The folder is this process's alone (lock-data-folder.ts), so the lock that is taken once stays: a read without locking
 * anew takes a third of the time. A log of 4,000 pages (16 MB) takes a page that is written often to its place less often.
 */
const PRAGMAS = [
  'locking_mode = EXCLUSIVE',
  'journal_mode = WAL',
  'synchronous = NORMAL',
  'wal_autocheckpoint = 4000',
  'busy_timeout = 5000',
]

export const DATABASE_FILE = 'local-cloud.sqlite'

/** Opens the data folder's one database. */
export function openDatabase(dataDir: string): DatabaseSync {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const file = join(dataDir, DATABASE_FILE)
  // Its owner's alone from its first byte; SQLite gives the files beside it the same mode.
  closeSync(openSync(file, 'a', 0o600))
  chmodSync(file, 0o600)
  const database = new DatabaseSync(file)
  database.exec(PRAGMAS.map((pragma) => `PRAGMA ${pragma};`).join(' '))
  return database
}

/** Runs `work` in one transaction: all of it is committed, or none. Must be synchronous; transactions do not nest. */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}
