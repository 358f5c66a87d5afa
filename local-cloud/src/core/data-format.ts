import type { DatabaseSync } from 'node:sqlite'
import { transaction } from './database.ts'

/** Whose data is in a data folder besides the local cloud's own, and in which format that application reads it. */
export interface Application {
  name: string
  /** From 1 on; goes up with each change that leaves earlier data behind. */
  dataFormat: number
}

/** The format of what the local cloud itself stores. It goes up with each change that earlier data does not fit, with a migration below. */
export const DATA_FORMAT = 1

interface Migration {
  /** The format that it makes of the one before. */
  format: number
  migrate(database: DatabaseSync): void
}

const MIGRATIONS: Migration[] = [
  {
    // Format 0 is what was stored before formats were recorded.
    format: 1,
    migrate(database) {
      // Early versions kept here whose a state machine is; CloudFormation knows that now.
      const columns = database.prepare('PRAGMA table_info(states_machines)').all()
      if (columns.some(({ name }) => name === 'owner')) database.exec('ALTER TABLE states_machines DROP COLUMN owner')
    },
  },
]

const OWN = 'local-cloud'

/** A data folder that this version cannot read: what is in the way, and what to do. */
export class DataFolderRefused extends Error {
  constructor(folder: string, why: string) {
    super(
      `The data folder ${folder} ${why}. Start it with the version that made it, or give another data folder to begin anew.`,
    )
    this.name = 'DataFolderRefused'
  }
}

/** Brings a data folder's data to the formats of this version, or throws DataFolderRefused. What is new gets them at once. */
export function requireDataFormat(database: DatabaseSync, folder: string, application?: Application): void {
  const isNew = database.prepare('SELECT 1 FROM sqlite_master LIMIT 1').get() === undefined
  transaction(database, () => {
    database.exec('CREATE TABLE IF NOT EXISTS core_formats (name TEXT PRIMARY KEY, format INTEGER NOT NULL)')
    const select = database.prepare('SELECT format FROM core_formats WHERE name = ?')
    const record = database.prepare('INSERT OR REPLACE INTO core_formats (name, format) VALUES (?, ?)')
    const recorded = (name: string, before: number, now: number) =>
      isNew ? now : Number(select.get(name)?.format ?? before)

    const own = recorded(OWN, 0, DATA_FORMAT)
    if (own > DATA_FORMAT) throw refused(folder, 'the local cloud', own, DATA_FORMAT)
    for (const { format, migrate } of MIGRATIONS) if (format > own) migrate(database)
    record.run(OWN, DATA_FORMAT)

    if (!application) return
    const { name, dataFormat } = application
    const known = recorded(name, 1, dataFormat)
    if (known !== dataFormat) throw refused(folder, name, known, dataFormat)
    record.run(name, dataFormat)
  })
}

function refused(folder: string, name: string, found: number, needed: number): DataFolderRefused {
  const version = found < needed ? 'an earlier' : 'a later'
  return new DataFolderRefused(
    folder,
    `was made by ${version} version of ${name} (data format ${found}; this version reads ${needed})`,
  )
}
