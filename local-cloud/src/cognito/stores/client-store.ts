import type { CloudContext } from '../../core/cloud-context.ts'
import { ClientConfig, type PoolClient } from '../client-config.ts'
import { resourceNotFound } from '../errors.ts'

export interface ClientStore {
  put(id: string, config: ClientConfig): void
  /** Throws ResourceNotFoundException. */
  get(id: string): PoolClient
  /** Throws when the client belongs to another pool. */
  getIn(poolId: string, id: string): PoolClient
  delete(id: string): void
}

export function clientStore({ database, clock }: Pick<CloudContext, 'database' | 'clock'>): ClientStore {
  database.exec(`CREATE TABLE IF NOT EXISTS cognito_clients (
    id TEXT PRIMARY KEY, pool_id TEXT NOT NULL, config TEXT NOT NULL, created_at INTEGER NOT NULL, modified_at INTEGER NOT NULL
  ) STRICT`)
  const upsert = database.prepare(`INSERT INTO cognito_clients VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET config = excluded.config, modified_at = excluded.modified_at`)
  const select = database.prepare('SELECT * FROM cognito_clients WHERE id = ?')
  const remove = database.prepare('DELETE FROM cognito_clients WHERE id = ?')

  const client = (row: Record<string, unknown>): PoolClient => ({
    id: String(row.id),
    poolId: String(row.pool_id),
    config: ClientConfig.parse(JSON.parse(String(row.config))),
    createdAt: Number(row.created_at),
    modifiedAt: Number(row.modified_at),
  })
  const get = (id: string) => {
    const row = select.get(id)
    if (!row) throw resourceNotFound(`User pool client ${id} does not exist.`)
    return client(row)
  }
  return {
    put: (id, config) => void upsert.run(id, config.UserPoolId, JSON.stringify(config), clock.now(), clock.now()),
    get,
    getIn(poolId, id) {
      const found = get(id)
      if (found.poolId !== poolId) throw resourceNotFound(`User pool client ${id} does not exist.`)
      return found
    },
    delete: (id) => void remove.run(id),
  }
}
