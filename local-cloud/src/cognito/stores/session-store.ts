import { createHash } from 'node:crypto'
import type { CloudContext } from '../../core/cloud-context.ts'
import { transaction } from '../../core/database.ts'

/** One sign-in and all tokens that stem from it. */
export interface Session {
  /** `event_id` in each of its tokens. */
  eventId: string
  /** `origin_jti` in each of its tokens. */
  originJti: string
  poolId: string
  clientId: string
  sub: string
  /** Seconds since the epoch. */
  authTime: number
}

export interface RefreshToken {
  session: Session
  revoked: boolean
  /** Milliseconds since the epoch. */
  expiresAt: number
  /** When a newer token took its place, or null. */
  rotatedAt: number | null
}

export interface SessionStore {
  /** A new sign-in with its first refresh token. */
  open(session: Session, refreshToken: string, expiresAt: number): void
  /** Gives the session one more refresh token and, unless that was done before `notBefore`, marks the old one as rotated. */
  rotate(oldToken: string, newToken: string, expiresAt: number, notBefore: number): boolean
  findRefreshToken(token: string): RefreshToken | undefined
  isOpen(eventId: string): boolean
  revoke(eventId: string): void
  revokeAll(poolId: string, sub: string): void
}

export function sessionStore({ database, clock }: Pick<CloudContext, 'database' | 'clock'>): SessionStore {
  database.exec(`
    CREATE TABLE IF NOT EXISTS cognito_sessions (
      event_id TEXT PRIMARY KEY, origin_jti TEXT NOT NULL, pool_id TEXT NOT NULL, client_id TEXT NOT NULL,
      sub TEXT NOT NULL, auth_time INTEGER NOT NULL, revoked INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS cognito_sessions_by_user ON cognito_sessions (pool_id, sub);
    CREATE TABLE IF NOT EXISTS cognito_refresh_tokens (
      hash TEXT PRIMARY KEY, event_id TEXT NOT NULL, expires_at INTEGER NOT NULL, rotated_at INTEGER
    ) STRICT`)
  const insert = database.prepare('INSERT INTO cognito_sessions VALUES (?, ?, ?, ?, ?, ?, 0)')
  const insertToken = database.prepare('INSERT INTO cognito_refresh_tokens VALUES (?, ?, ?, NULL)')
  const select = database.prepare(
    'SELECT * FROM cognito_refresh_tokens JOIN cognito_sessions USING (event_id) WHERE hash = ?',
  )
  const markRotated = database.prepare(`UPDATE cognito_refresh_tokens SET rotated_at = coalesce(rotated_at, ?)
    WHERE hash = ? AND (rotated_at IS NULL OR rotated_at > ?) RETURNING event_id`)
  const isOpen = database.prepare('SELECT 1 FROM cognito_sessions WHERE event_id = ? AND revoked = 0')
  const revoke = database.prepare('UPDATE cognito_sessions SET revoked = 1 WHERE event_id = ?')
  const revokeAll = database.prepare('UPDATE cognito_sessions SET revoked = 1 WHERE pool_id = ? AND sub = ?')
  const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

  return {
    open: (session, refreshToken, expiresAt) =>
      transaction(database, () => {
        const { eventId, originJti, poolId, clientId, sub, authTime } = session
        insert.run(eventId, originJti, poolId, clientId, sub, authTime)
        insertToken.run(hashOf(refreshToken), eventId, expiresAt)
      }),
    rotate: (oldToken, newToken, expiresAt, notBefore) =>
      transaction(database, () => {
        const row = markRotated.get(clock.now(), hashOf(oldToken), notBefore)
        if (!row) return false
        insertToken.run(hashOf(newToken), String(row.event_id), expiresAt)
        return true
      }),
    findRefreshToken(token) {
      const row = select.get(hashOf(token))
      if (!row) return undefined
      return {
        session: {
          eventId: String(row.event_id),
          originJti: String(row.origin_jti),
          poolId: String(row.pool_id),
          clientId: String(row.client_id),
          sub: String(row.sub),
          authTime: Number(row.auth_time),
        },
        revoked: row.revoked === 1,
        expiresAt: Number(row.expires_at),
        rotatedAt: row.rotated_at === null ? null : Number(row.rotated_at),
      }
    },
    isOpen: (eventId) => isOpen.get(eventId) !== undefined,
    revoke: (eventId) => void revoke.run(eventId),
    revokeAll: (poolId, sub) => void revokeAll.run(poolId, sub),
  }
}
