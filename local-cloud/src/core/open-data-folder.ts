import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { type Application, DataFolderRefused, requireDataFormat } from './data-format.ts'
import { DATABASE_FILE, openDatabase } from './database.ts'

/** Where the cloud keeps everything, below the data folder. */
export const cloudFolder = (dataDir: string): string => join(dataDir, 'cloud')

/** https://www.sqlite.org/rescode.html */
const SQLITE_CORRUPT = 11
const SQLITE_NOTADB = 26

/** The database of a data folder whose data this version reads, migrated where it is older. Throws DataFolderRefused, and opens nothing empty. */
export function openDataFolder(dataDir: string, application?: Application): DatabaseSync {
  const folder = cloudFolder(dataDir)
  const others = existsSync(folder) ? readdirSync(folder) : []
  if (others.length > 0 && !others.includes(DATABASE_FILE))
    throw new DataFolderRefused(dataDir, `has data (${others.join(', ')}) without the database ${DATABASE_FILE}`)
  let database: DatabaseSync | undefined
  try {
    database = openDatabase(folder)
    requireDataFormat(database, dataDir, application)
    return database
  } catch (error) {
    database?.close()
    const code = errorCode(error)
    if (code !== SQLITE_NOTADB && code !== SQLITE_CORRUPT) throw error
    throw new DataFolderRefused(dataDir, `has a ${DATABASE_FILE} that is not a database, or is damaged`)
  }
}

/** Runs what reads the stored tables first; tables of another version are refused by name. */
export function readingStored<T>(dataDir: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (errorCode(error) === undefined || !/no such (table|column)|has no column/.test(String(error))) throw error
    throw new DataFolderRefused(dataDir, `was made by another version: ${(error as Error).message}`)
  }
}

/** SQLite's result code; undefined for other errors. */
const errorCode = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error ? Number(error.errcode) & 0xff : undefined
