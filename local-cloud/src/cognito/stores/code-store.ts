import { createHash, timingSafeEqual } from 'node:crypto'
import type { CloudContext } from '../../core/cloud-context.ts'
import { expiredCode, wrongCode } from '../errors.ts'
import type { User } from '../user.ts'
import { limitExceeded } from './attempt-store.ts'

/** How long a mailed code is good for: https://docs.aws.amazon.com/cognito/latest/developerguide/limits.html */
const VALIDITY_MS = { 'sign-up': 24 * 3_600_000, 'forgot-password': 3_600_000, 'verify-email': 24 * 3_600_000 }
const MAX_FAILURES = 5

export type CodePurpose = keyof typeof VALIDITY_MS

export interface CodeStore {
  /** A new six-digit code, which takes the place of an earlier one. `value` is what the code is to confirm. */
  issue(user: User, purpose: CodePurpose, value?: string): string
  /** Uses the code up and gives its value back; throws CodeMismatch, ExpiredCode or, after five failures, LimitExceeded. */
  redeem(user: User, purpose: CodePurpose, code: string): string | null
}

export function codeStore({ database, clock, ids }: Pick<CloudContext, 'database' | 'clock' | 'ids'>): CodeStore {
  database.exec(`CREATE TABLE IF NOT EXISTS cognito_codes (
    pool_id TEXT NOT NULL, sub TEXT NOT NULL, purpose TEXT NOT NULL, hash TEXT NOT NULL, value TEXT,
    expires_at INTEGER NOT NULL, failures INTEGER NOT NULL, PRIMARY KEY (pool_id, sub, purpose)
  ) STRICT`)
  const upsert = database.prepare('INSERT OR REPLACE INTO cognito_codes VALUES (?, ?, ?, ?, ?, ?, 0)')
  const select = database.prepare('SELECT * FROM cognito_codes WHERE pool_id = ? AND sub = ? AND purpose = ?')
  const fail = database.prepare(
    'UPDATE cognito_codes SET failures = failures + 1 WHERE pool_id = ? AND sub = ? AND purpose = ?',
  )
  const remove = database.prepare('DELETE FROM cognito_codes WHERE pool_id = ? AND sub = ? AND purpose = ?')
  const hashOf = (user: User, code: string) => createHash('sha256').update(`${user.sub}:${code}`).digest('hex')

  return {
    issue(user, purpose, value) {
      const code = ids.token(6, '0123456789')
      const expiresAt = clock.now() + VALIDITY_MS[purpose]
      upsert.run(user.poolId, user.sub, purpose, hashOf(user, code), value ?? null, expiresAt)
      return code
    },
    redeem(user, purpose, code) {
      const key = [user.poolId, user.sub, purpose] as const
      const row = select.get(...key)
      if (!row || Number(row.expires_at) <= clock.now()) throw expiredCode()
      if (Number(row.failures) >= MAX_FAILURES) throw limitExceeded()
      if (!timingSafeEqual(Buffer.from(String(row.hash)), Buffer.from(hashOf(user, code)))) {
        fail.run(...key)
        throw wrongCode()
      }
      remove.run(...key)
      return row.value === null ? null : String(row.value)
    },
  }
}
