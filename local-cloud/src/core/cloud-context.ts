import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from './clock.ts'
import type { Ids } from './ids.ts'

/** What every emulated service is built from. */
export interface CloudContext {
  accountId: string
  region: string
  /** The one database of the data folder; each service keeps all its state in tables of its own, prefixed by its name. */
  database: DatabaseSync
  /** Absolute. Files (unpacked function code) live in a sub-folder per service. */
  dataDir: string
  clock: Clock
  ids: Ids
  /** `http://127.0.0.1:<port>`, known once the endpoint listens. */
  endpoint(): string
  /** One line to the local cloud's own log; never a secret. */
  log(line: string): void
}
