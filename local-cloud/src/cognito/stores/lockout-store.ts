import type { CloudContext } from '../../core/cloud-context.ts'
import { notAuthorized } from '../errors.ts'

// "After five failed sign-in attempts with a user's password, … Amazon Cognito locks out your user for one second. The lockout duration then doubles
// after each additional one failed attempt, up to a maximum of approximately 15 minutes."
// https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html#authentication-flow-lockout-behavior
const FREE_FAILURES = 5
const LONGEST_LOCK_MS = 15 * 60_000
/** So long without an attempt, and the count starts anew. */
const FORGET_MS = 15 * 60_000

export interface LockoutStore {
  /** Throws while the name is locked out; such attempts do not count. Unknown names are locked out like known ones. */
  guard(poolId: string, name: string): void
  failed(poolId: string, name: string): void
  succeeded(poolId: string, name: string): void
}

export function lockoutStore({ database, clock }: Pick<CloudContext, 'database' | 'clock'>): LockoutStore {
  database.exec(`CREATE TABLE IF NOT EXISTS cognito_lockouts (
    pool_id TEXT NOT NULL, name TEXT NOT NULL, failures INTEGER NOT NULL, locked_until INTEGER NOT NULL,
    PRIMARY KEY (pool_id, name)
  ) STRICT`)
  const select = database.prepare('SELECT * FROM cognito_lockouts WHERE pool_id = ? AND name = ?')
  const upsert = database.prepare('INSERT OR REPLACE INTO cognito_lockouts VALUES (?, ?, ?, ?)')
  const remove = database.prepare('DELETE FROM cognito_lockouts WHERE pool_id = ? AND name = ?')

  return {
    guard(poolId, name) {
      const row = select.get(poolId, name)
      if (row && Number(row.locked_until) > clock.now()) throw notAuthorized('Password attempts exceeded')
    },
    failed(poolId, name) {
      const now = clock.now()
      const row = select.get(poolId, name)
      const forgotten = !row || Number(row.locked_until) + FORGET_MS <= now
      const failures = forgotten ? 1 : Number(row.failures) + 1
      const excess = failures - FREE_FAILURES
      const lock = excess < 0 ? 0 : Math.min(1000 * 2 ** excess, LONGEST_LOCK_MS)
      upsert.run(poolId, name, failures, now + lock)
    },
    succeeded: (poolId, name) => void remove.run(poolId, name),
  }
}
