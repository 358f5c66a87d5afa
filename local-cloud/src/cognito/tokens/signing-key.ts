import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import type { Ids } from '../../core/ids.ts'
import type { SigningKey } from '../stores/pool-store.ts'

/** A new 2048-bit RSA key for a pool's tokens. */
export async function newSigningKey(ids: Ids): Promise<{ kid: string; pem: string }> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  return { kid: ids.bytes(32).toString('base64'), pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

/** The document at `/<pool id>/.well-known/jwks.json`. */
export function jsonWebKeySet({ kid, publicKey }: SigningKey): object {
  const { e, kty, n } = publicKey.export({ format: 'jwk' })
  return { keys: [{ alg: 'RS256', e, kid, kty, n, use: 'sig' }] }
}
