import { createHmac, hkdfSync } from 'node:crypto'
import { signsInByEmail, type UserPool } from '../pool-config.ts'
import type { SigningKey } from '../stores/pool-store.ts'
import { N, toBigInt, toHex } from './group.ts'

/**
 * A user that does not exist, always the same for the same name, so that a stranger cannot tell it from one that does.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
export function decoyUser(pool: UserPool, key: SigningKey, name: string) {
  const secret = key.privateKey.export({ type: 'pkcs8', format: 'der' })
  const seed = createHmac('sha256', secret).update(`decoy:${name}`).digest()
  const bytes = (label: string, length: number) => Buffer.from(hkdfSync('sha256', seed, '', label, length))
  return {
    username: signsInByEmail(pool) ? uuidOf(bytes('sub', 16)) : name,
    salt: bytes('salt', 16).toString('hex'),
    verifier: toHex(toBigInt(bytes('verifier', 384)) % N),
  }
}

function uuidOf(bytes: Buffer): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
