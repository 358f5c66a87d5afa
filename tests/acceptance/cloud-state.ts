import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const FILE = 'local-cloud.sqlite'

/** Reads what a local cloud in this process keeps, from a copy: the running cloud has its database to itself. */
export function readCloudState<T>(dataDir: string, read: (database: DatabaseSync) => T): T {
  const copy = mkdtempSync(join(tmpdir(), 'tenantry-state-'))
  try {
    // Both at once: nothing else of this process runs between the two.
    for (const name of [FILE, `${FILE}-wal`]) copyFileSync(join(dataDir, 'cloud', name), join(copy, name))
    const database = new DatabaseSync(join(copy, FILE))
    try {
      return read(database)
    } finally {
      database.close()
    }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}
