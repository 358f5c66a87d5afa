import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import type { CloudContext } from '../../core/cloud-context.ts'
import { transaction } from '../../core/database.ts'
import { resourceNotFound } from '../errors.ts'
import { PoolConfig, type UserPool } from '../pool-config.ts'

/** The key pair that signs a pool's tokens. */
export interface SigningKey {
  kid: string
  privateKey: KeyObject
  publicKey: KeyObject
}

export interface PoolStore {
  /** Creates the pool, or keeps its key and date and takes the new settings. */
  put(id: string, config: PoolConfig, newKey: { kid: string; pem: string }): void
  setConfig(id: string, config: PoolConfig): void
  find(id: string): UserPool | undefined
  /** Throws ResourceNotFoundException. */
  get(id: string): UserPool
  /** By id, after the one given. */
  list(after: string, limit: number): UserPool[]
  /** With everything that is kept of it. */
  delete(id: string): void
  key(id: string): SigningKey
}

const OF_A_POOL = [
  'clients',
  'groups',
  'group_members',
  'users',
  'sessions',
  'codes',
  'lockouts',
  'software_tokens',
].map((kind) => `cognito_${kind}`)

type Row = Record<string, unknown>

export function poolStore({ database, clock }: Pick<CloudContext, 'database' | 'clock'>): PoolStore {
  database.exec(`CREATE TABLE IF NOT EXISTS cognito_pools (
    id TEXT PRIMARY KEY, config TEXT NOT NULL, kid TEXT NOT NULL, private_key TEXT NOT NULL,
    created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL
  ) STRICT`)
  const upsert = database.prepare(`INSERT INTO cognito_pools VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET config = excluded.config, modified_at = excluded.modified_at`)
  const setConfig = database.prepare('UPDATE cognito_pools SET config = ?, modified_at = ? WHERE id = ?')
  const select = database.prepare('SELECT * FROM cognito_pools WHERE id = ?')
  const list = database.prepare('SELECT * FROM cognito_pools WHERE id > ? ORDER BY id LIMIT ?')
  const remove = database.prepare('DELETE FROM cognito_pools WHERE id = ?')
  const keys = new Map<string, SigningKey>()

  const pool = (row: Row): UserPool => ({
    id: String(row.id),
    config: PoolConfig.parse(JSON.parse(String(row.config))),
    createdAt: Number(row.created_at),
    modifiedAt: Number(row.modified_at),
  })
  const find = (id: string) => {
    const row = select.get(id)
    return row && pool(row)
  }
  return {
    put(id, config, { kid, pem }) {
      upsert.run(id, JSON.stringify(config), kid, pem, clock.now(), clock.now())
      keys.delete(id)
    },
    setConfig: (id, config) => void setConfig.run(JSON.stringify(config), clock.now(), id),
    find,
    get(id) {
      const found = find(id)
      if (!found) throw resourceNotFound(`User pool ${id} does not exist.`)
      return found
    },
    list: (after, limit) => list.all(after, limit).map(pool),
    delete(id) {
      transaction(database, () => {
        for (const table of OF_A_POOL) database.prepare(`DELETE FROM ${table} WHERE pool_id = ?`).run(id)
        remove.run(id)
      })
      keys.delete(id)
    },
    key(id) {
      const cached = keys.get(id)
      if (cached) return cached
      const row = select.get(id)
      if (!row) throw resourceNotFound(`User pool ${id} does not exist.`)
      const privateKey = createPrivateKey(String(row.private_key))
      const key = { kid: String(row.kid), privateKey, publicKey: createPublicKey(privateKey) }
      keys.set(id, key)
      return key
    },
  }
}
