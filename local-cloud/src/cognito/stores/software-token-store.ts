import type { CloudContext } from '../../core/cloud-context.ts'
import { transaction } from '../../core/database.ts'
import { matchingStep } from '../totp.ts'
import type { User } from '../user.ts'

/** What a code was found to be. */
export type CodeCheck = 'right' | 'wrong' | 'used'

type Owner = Pick<User, 'poolId' | 'sub'>

/** The authenticator apps of users. Their secrets stay in the data folder, as the pools' keys do, and are in no log. */
export interface SoftwareTokenStore {
  has(user: Owner): boolean
  /** Registers the app that holds this secret in place of an earlier one, if the code is its. */
  register(user: Owner, secret: string, code: string): CodeCheck
  /** Checks a code of the user's app; each is right once, and none before it afterwards. */
  check(user: Owner, code: string): CodeCheck
  delete(user: Owner): void
}

export function softwareTokenStore({ database, clock }: Pick<CloudContext, 'database' | 'clock'>): SoftwareTokenStore {
  database.exec(`CREATE TABLE IF NOT EXISTS cognito_software_tokens (
    pool_id TEXT NOT NULL, sub TEXT NOT NULL, secret TEXT NOT NULL, last_step INTEGER NOT NULL, PRIMARY KEY (pool_id, sub)
  ) STRICT`)
  const select = database.prepare('SELECT * FROM cognito_software_tokens WHERE pool_id = ? AND sub = ?')
  const upsert = database.prepare('INSERT OR REPLACE INTO cognito_software_tokens VALUES (?, ?, ?, ?)')
  const remove = database.prepare('DELETE FROM cognito_software_tokens WHERE pool_id = ? AND sub = ?')

  return {
    has: ({ poolId, sub }) => select.get(poolId, sub) !== undefined,
    register({ poolId, sub }, secret, code) {
      const step = matchingStep(secret, code, clock.now())
      if (step === undefined) return 'wrong'
      upsert.run(poolId, sub, secret, step)
      return 'right'
    },
    check: ({ poolId, sub }, code) =>
      transaction(database, () => {
        const row = select.get(poolId, sub)
        const step = row && matchingStep(String(row.secret), code, clock.now())
        if (!row || step === undefined) return 'wrong'
        if (step <= Number(row.last_step)) return 'used'
        upsert.run(poolId, sub, String(row.secret), step)
        return 'right'
      }),
    delete: ({ poolId, sub }) => void remove.run(poolId, sub),
  }
}
