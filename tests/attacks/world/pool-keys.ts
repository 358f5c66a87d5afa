import { createPrivateKey, createPublicKey } from 'node:crypto'
import { signJwt } from '@tenantry/local-cloud/cognito/tokens/jwt.ts'
import { readCloudState } from '../../acceptance/cloud-state.ts'
import { claimsOf } from './member.ts'

/** Makes of a pool's token another one with a genuine signature, as the pool itself would at another time or for another client. */
export type Reissue = (userPoolId: string, token: string, change: object) => string

/** Signs with the keys that the local cloud keeps for its pools: each check of a claim is then on its own. */
export function poolKeys(dataDir: string): Reissue {
  return (userPoolId, token, change) => {
    const row = readCloudState(dataDir, (database) =>
      database.prepare('SELECT kid, private_key FROM cognito_pools WHERE id = ?').get(userPoolId),
    )
    if (!row) throw new Error(`There is no pool ${userPoolId}.`)
    const privateKey = createPrivateKey(String(row.private_key))
    const key = { kid: String(row.kid), privateKey, publicKey: createPublicKey(privateKey) }
    return signJwt(key, { ...claimsOf(token), ...change })
  }
}
