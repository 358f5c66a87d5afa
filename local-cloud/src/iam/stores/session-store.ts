import type { CloudContext } from '../../core/cloud-context.ts'
import { UPPER_ALPHANUMERIC } from '../../core/ids.ts'
import type { Credentials, RoleSession } from '../../core/principal.ts'

/** A session with what proves it, and what only role chaining needs. */
export interface StoredSession {
  session: RoleSession
  secretAccessKey: string
  sessionToken: string
  transitiveTagKeys: string[]
}

export interface NewSession {
  role: { name: string; arn: string; id: string }
  sessionName: string
  tags: Record<string, string>
  transitiveTagKeys: string[]
  sessionPolicy: string | null
  durationSeconds: number
}

export interface SessionStore {
  create(request: NewSession): { credentials: Credentials; session: RoleSession }
  /** Also a session that has expired, for a day: its caller is told so. */
  get(accessKeyId: string): StoredSession | undefined
}

const DAY_MS = 86_400_000
/** Tokens of AWS are of this order; what carries one (an authorizer's answer) must fit here too. */
const TOKEN_BYTES = 900
const CACHED_SESSIONS = 2000

export function createSessionStore({ database, clock, ids, accountId }: CloudContext): SessionStore {
  database.exec(
    'CREATE TABLE IF NOT EXISTS iam_sessions (access_key_id TEXT PRIMARY KEY, expires_at INTEGER, json TEXT)',
  )
  database.exec('CREATE INDEX IF NOT EXISTS iam_sessions_by_expiry ON iam_sessions (expires_at)')
  const insert = database.prepare('INSERT INTO iam_sessions VALUES (?, ?, ?)')
  const select = database.prepare('SELECT json FROM iam_sessions WHERE access_key_id = ?')
  const forget = database.prepare('DELETE FROM iam_sessions WHERE expires_at < ?')
  const cache = new Map<string, StoredSession>()

  const remember = (stored: StoredSession): StoredSession => {
    if (cache.size >= CACHED_SESSIONS) cache.clear()
    cache.set(stored.session.accessKeyId, stored)
    return stored
  }

  return {
    create({ role, sessionName, tags, transitiveTagKeys, sessionPolicy, durationSeconds }) {
      forget.run(clock.now() - DAY_MS)
      const session: RoleSession = {
        kind: 'role-session',
        arn: `arn:aws:sts::${accountId}:assumed-role/${role.name}/${sessionName}`,
        accountId,
        roleName: role.name,
        roleArn: role.arn,
        roleId: role.id,
        sessionName,
        accessKeyId: `ASIA${ids.token(16, UPPER_ALPHANUMERIC)}`,
        tags,
        sessionPolicy,
        expiresAt: clock.now() + durationSeconds * 1000,
      }
      const secretAccessKey = ids.bytes(30).toString('base64')
      const sessionToken = ids.bytes(TOKEN_BYTES).toString('base64')
      const stored = remember({ session, secretAccessKey, sessionToken, transitiveTagKeys })
      insert.run(session.accessKeyId, session.expiresAt, JSON.stringify(stored))
      const { accessKeyId, expiresAt } = session
      return { session, credentials: { accessKeyId, secretAccessKey, sessionToken, expiresAt } }
    },

    get(accessKeyId) {
      const cached = cache.get(accessKeyId)
      if (cached) return cached
      const row = select.get(accessKeyId)
      // Only `create` writes this column.
      return row && remember(JSON.parse(String(row.json)) as StoredSession)
    },
  }
}
