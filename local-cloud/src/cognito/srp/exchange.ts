import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { fromHex, g, hash, k, modexp, N, pad, toHex } from './group.ts'
import { type SrpIdentity, srpPoolName } from './verifier.ts'

/** Hex integers of one exchange. */
export interface Exchange {
  verifier: string
  /** b */
  serverSecret: string
  /** B */
  serverPublic: string
  /** A */
  clientPublic: string
}

/** Whether a client's public value may be used: zero modulo N would make the key known to everyone. */
export function isValidClientPublic(hex: string): boolean {
  return /^[0-9a-fA-F]{1,770}$/.test(hex) && fromHex(hex) % N !== 0n
}

/** B = k·v + g^b */
export function serverPublic({ verifier, serverSecret }: Pick<Exchange, 'verifier' | 'serverSecret'>): string {
  return toHex((k * fromHex(verifier) + modexp(g, fromHex(serverSecret))) % N)
}

/** What the client proves that it knows the password with. */
export interface Claim {
  signature: string
  timestamp: string
  secretBlock: string
}

export function claimHolds(identity: SrpIdentity, exchange: Exchange, claim: Claim): boolean {
  const expected = createHmac('sha256', sessionKey(exchange))
    .update(srpPoolName(identity.poolId) + identity.username)
    .update(Buffer.from(claim.secretBlock, 'base64'))
    .update(claim.timestamp)
    .digest()
  const actual = Buffer.from(claim.signature, 'base64')
  return actual.length === expected.length && timingSafeEqual(actual, expected)
}

/** S = (A·v^u)^b; the key is Cognito's HKDF of it. */
function sessionKey({ verifier, serverSecret, serverPublic, clientPublic }: Exchange): Buffer {
  const a = fromHex(clientPublic)
  const u = hash(a, fromHex(serverPublic))
  const s = modexp(a * modexp(fromHex(verifier), u), fromHex(serverSecret))
  return Buffer.from(hkdfSync('sha256', pad(s), pad(u), 'Caldera Derived Key', 16))
}
