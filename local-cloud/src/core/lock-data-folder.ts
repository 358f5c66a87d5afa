import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import * as z from 'zod'
import type { Clock } from './clock.ts'

const Owner = z.object({ pid: z.number(), since: z.string(), address: z.string().optional() })
type Owner = z.infer<typeof Owner>

/** A data folder that is this process's own until it is released. */
export interface FolderLock {
  /** Tells a second process where this one serves. */
  serves(address: string): void
  release(): void
}

/** The folder belongs to another process that is alive. */
export class DataFolderInUse extends Error {
  readonly owner: Owner | undefined

  constructor(folder: string, owner: Owner | undefined) {
    const who = owner ? `process ${owner.pid}, since ${owner.since}` : 'another process'
    const where = owner?.address ? `, serving ${owner.address}` : ''
    super(`The data folder ${folder} is in use by ${who}${where}. Stop that one first, or give another data folder.`)
    this.name = 'DataFolderInUse'
    this.owner = owner
  }
}

/**
 * Takes a data folder, or throws DataFolderInUse. The lock is the operating system's, held by an open transaction of SQLite
 * (https://www.sqlite.org/lockingv3.html): it ends with its process, however that ends, so a killed one leaves nothing to clean up
 * and a process id that is used again means nothing. owner.json only says whose it is.
 */
export function lockDataFolder(folder: string, clock: Clock): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const record = join(folder, 'owner.json')
  const lock = new DatabaseSync(join(folder, 'lock.sqlite'))
  try {
    lock.exec('PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (isBusy(error)) throw new DataFolderInUse(folder, ownerIn(record))
    throw error
  }
  const owner: Owner = { pid: process.pid, since: new Date(clock.now()).toISOString() }
  const write = (content: Owner) => writeFileSync(record, `${JSON.stringify(content)}\n`, { mode: 0o600 })
  write(owner)
  return {
    serves: (address) => write({ ...owner, address }),
    release() {
      rmSync(record, { force: true })
      lock.close()
    },
  }
}

/** https://www.sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY

/** Undefined in the moment between another's lock and its record. */
function ownerIn(record: string): Owner | undefined {
  try {
    return Owner.parse(JSON.parse(readFileSync(record, 'utf8')))
  } catch {
    return undefined
  }
}
