import type { DatabaseSync } from 'node:sqlite'

/** The verified senders: addresses and domains. */
export interface IdentityStore {
  put(identity: string): void
  delete(identity: string): void
  has(identity: string): boolean
}

export function identityStore(database: DatabaseSync): IdentityStore {
  database.exec('CREATE TABLE IF NOT EXISTS mail_identities (identity TEXT PRIMARY KEY) STRICT')
  const put = database.prepare('INSERT INTO mail_identities VALUES (?) ON CONFLICT DO NOTHING')
  const remove = database.prepare('DELETE FROM mail_identities WHERE identity = ?')
  const find = database.prepare('SELECT 1 FROM mail_identities WHERE identity = ?')
  return {
    put: (identity) => void put.run(identity.toLowerCase()),
    delete: (identity) => void remove.run(identity.toLowerCase()),
    has: (identity) => find.get(identity.toLowerCase()) !== undefined,
  }
}
