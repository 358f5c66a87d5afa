import { sign, verify } from 'node:crypto'
import type { SigningKey } from '../stores/pool-store.ts'

export type Claims = Record<string, unknown>

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

export function signJwt({ kid, privateKey }: SigningKey, claims: Claims): string {
  const text = `${encode({ kid, alg: 'RS256' })}.${encode(claims)}`
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64url')}`
}

/** The claims of a token that nobody has verified yet, or undefined for what is no JWT. */
export function unverifiedClaims(token: string): Claims | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    return typeof claims === 'object' && claims !== null ? { ...claims } : undefined
  } catch {
    return undefined
  }
}

/** Whether the key signed the token. The algorithm is ours to choose, never the token's. */
export function isSignedBy({ publicKey }: SigningKey, token: string): boolean {
  const end = token.lastIndexOf('.')
  const signature = Buffer.from(token.slice(end + 1), 'base64url')
  return verify('RSA-SHA256', Buffer.from(token.slice(0, end)), publicKey, signature)
}
