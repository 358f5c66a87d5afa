import type { SQLInputValue } from 'node:sqlite'
import type { CloudContext } from '../../core/cloud-context.ts'
import { transaction } from '../../core/database.ts'
import { userNotFound } from '../errors.ts'
import { foldName, signsInByEmail, type UserPool } from '../pool-config.ts'
import type { Credential, User } from '../user.ts'

export interface UserStore {
  /** `origin` marks a user that a template made, so that a deployment that runs again finds it. */
  insert(pool: UserPool, user: Omit<User, 'createdAt' | 'modifiedAt'>, origin?: string): User
  /** Stores attributes, status and `enabled`. */
  update(pool: UserPool, user: User): User
  /** With the groups, sessions, codes and authenticator app of the user. */
  delete(user: User): void
  find(poolId: string, sub: string): User | undefined
  /** By user name, by e-mail where people sign in with it, or by a verified alias. */
  findByName(pool: UserPool, name: string): User | undefined
  /** As findByName; throws UserNotFoundException. */
  getByName(pool: UserPool, name: string): User
  findByEmail(pool: UserPool, email: string): User | undefined
  findByOrigin(poolId: string, origin: string): User | undefined
  /** By sub, after the one given. */
  list(poolId: string, after: string, limit: number, where?: UserCondition): User[]
  count(poolId: string): number
  credential(user: User): Credential | undefined
  setCredential(user: User, credential: Credential): void
}

/** A condition of ListUsers' `Filter`; `prefix` is its `^=`. */
export interface UserCondition {
  field: 'sub' | 'username_key' | 'email_key' | 'status' | 'enabled' | { attribute: string }
  value: string | number
  prefix: boolean
}

export function userStore({ database, clock }: Pick<CloudContext, 'database' | 'clock'>): UserStore {
  database.exec(`
    CREATE TABLE IF NOT EXISTS cognito_users (
      pool_id TEXT NOT NULL, sub TEXT NOT NULL, username TEXT NOT NULL, username_key TEXT NOT NULL, email_key TEXT,
      attributes TEXT NOT NULL, status TEXT NOT NULL, enabled INTEGER NOT NULL, origin TEXT,
      salt TEXT, verifier TEXT, password_expires_at INTEGER, created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL,
      PRIMARY KEY (pool_id, sub), UNIQUE (pool_id, username_key)
    ) STRICT;
    CREATE INDEX IF NOT EXISTS cognito_users_by_email ON cognito_users (pool_id, email_key)`)
  const insert = database.prepare(
    `INSERT INTO cognito_users VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL, ?, ?)`,
  )
  const update = database.prepare(`UPDATE cognito_users SET email_key = ?, attributes = ?, status = ?, enabled = ?,
    modified_at = ? WHERE pool_id = ? AND sub = ?`)
  const bySub = database.prepare('SELECT * FROM cognito_users WHERE pool_id = ? AND sub = ?')
  const byName = database.prepare('SELECT * FROM cognito_users WHERE pool_id = ? AND username_key = ?')
  const byEmail = database.prepare(
    'SELECT * FROM cognito_users WHERE pool_id = ? AND email_key = ? ORDER BY created_at',
  )
  const byPreferred = database.prepare(
    `SELECT * FROM cognito_users WHERE pool_id = ? AND attributes ->> '$.preferred_username' = ? AND status <> 'UNCONFIRMED'`,
  )
  const byOrigin = database.prepare('SELECT * FROM cognito_users WHERE pool_id = ? AND origin = ?')
  const count = database.prepare('SELECT count(*) AS n FROM cognito_users WHERE pool_id = ?')
  const setCredential = database.prepare(
    'UPDATE cognito_users SET salt = ?, verifier = ?, password_expires_at = ? WHERE pool_id = ? AND sub = ?',
  )
  const emailKey = (pool: UserPool, user: Pick<User, 'attributes'>) =>
    user.attributes.email === undefined ? null : foldName(pool, user.attributes.email)

  function findByName(pool: UserPool, name: string): User | undefined {
    const key = foldName(pool, name)
    const named = byName.get(pool.id, key)
    if (named) return userOf(named)
    const { AliasAttributes } = pool.config
    const mailed = byEmail.all(pool.id, key).map(userOf)
    if (signsInByEmail(pool)) return mailed[0]
    const aliased = mailed.find((user) => user.attributes.email_verified === 'true')
    if (aliased && AliasAttributes.includes('email')) return aliased
    const preferred = AliasAttributes.includes('preferred_username') && byPreferred.get(pool.id, name)
    return preferred ? userOf(preferred) : undefined
  }

  return {
    insert(pool, user, origin) {
      const now = clock.now()
      const { poolId, sub, username, attributes, status, enabled } = user
      const [nameKey, mailKey] = [foldName(pool, username), emailKey(pool, user)]
      const texts = [poolId, sub, username, nameKey, mailKey, JSON.stringify(attributes), status]
      insert.run(...texts, Number(enabled), origin ?? null, now, now)
      return { ...user, createdAt: now, modifiedAt: now }
    },
    update(pool, user) {
      const { poolId, sub, attributes, status, enabled } = user
      const modifiedAt = clock.now()
      update.run(emailKey(pool, user), JSON.stringify(attributes), status, Number(enabled), modifiedAt, poolId, sub)
      return { ...user, modifiedAt }
    },
    delete: ({ poolId, sub }) =>
      transaction(database, () => {
        for (const kind of ['users', 'group_members', 'sessions', 'codes', 'attempts', 'software_tokens']) {
          database.prepare(`DELETE FROM cognito_${kind} WHERE pool_id = ? AND sub = ?`).run(poolId, sub)
        }
      }),
    find(poolId, sub) {
      const row = bySub.get(poolId, sub)
      return row && userOf(row)
    },
    findByName,
    getByName(pool, name) {
      const user = findByName(pool, name)
      if (!user) throw userNotFound()
      return user
    },
    findByEmail(pool, email) {
      const row = byEmail.get(pool.id, foldName(pool, email))
      return row && userOf(row)
    },
    findByOrigin(poolId, origin) {
      const row = byOrigin.get(poolId, origin)
      return row && userOf(row)
    },
    list(poolId, after, limit, where) {
      const [condition, ...values] = where ? sqlOf(where) : ['1']
      const page = `SELECT * FROM cognito_users WHERE pool_id = ? AND sub > ? AND ${condition} ORDER BY sub LIMIT ?`
      return database
        .prepare(page)
        .all(poolId, after, ...values, limit)
        .map(userOf)
    },
    count: (poolId) => Number(count.get(poolId)?.n),
    credential({ poolId, sub }) {
      const row = bySub.get(poolId, sub)
      if (!row || row.salt === null || row.verifier === null) return undefined
      const expiresAt = row.password_expires_at === null ? null : Number(row.password_expires_at)
      return { salt: String(row.salt), verifier: String(row.verifier), expiresAt }
    },
    setCredential: ({ poolId, sub }, { salt, verifier, expiresAt }) =>
      void setCredential.run(salt, verifier, expiresAt, poolId, sub),
  }
}

function userOf(row: Record<string, unknown>): User {
  return {
    poolId: String(row.pool_id),
    sub: String(row.sub),
    username: String(row.username),
    attributes: JSON.parse(String(row.attributes)),
    status: row.status as User['status'], // written by this store alone
    enabled: row.enabled === 1,
    createdAt: Number(row.created_at),
    modifiedAt: Number(row.modified_at),
  }
}

function sqlOf({ field, value, prefix }: UserCondition): [condition: string, ...values: SQLInputValue[]] {
  const column = typeof field === 'string' ? field : 'attributes ->> ?'
  const path = typeof field === 'string' ? [] : [`$."${field.attribute}"`]
  return prefix ? [`substr(${column}, 1, length(?)) = ?`, ...path, value, value] : [`${column} = ?`, ...path, value]
}
