import { createHash, timingSafeEqual } from 'node:crypto'
import type { Ids } from '../../core/ids.ts'
import { digest, fromHex, g, modexp, pad, toHex } from './group.ts'

/** Whose password it is: Cognito's clients hash the pool and the user name into it. */
export interface SrpIdentity {
  poolId: string
  username: string
}

/** What the server keeps of a password. */
export function newVerifier(ids: Ids, identity: SrpIdentity, password: string): { salt: string; verifier: string } {
  const salt = ids.bytes(16).toString('hex')
  return { salt, verifier: verifierOf(identity, salt, password) }
}

export function passwordMatches(
  identity: SrpIdentity,
  kept: { salt: string; verifier: string },
  password: string,
): boolean {
  const [a, b] = [verifierOf(identity, kept.salt, password), kept.verifier].map((text) =>
    createHash('sha256').update(text).digest(),
  )
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}

/** The part of a pool id that SRP hashes: what follows the region. */
export const srpPoolName = (poolId: string): string => poolId.slice(poolId.indexOf('_') + 1)

function verifierOf({ poolId, username }: SrpIdentity, salt: string, password: string): string {
  const secret = createHash('sha256')
    .update(`${srpPoolName(poolId)}${username}:${password}`)
    .digest()
  return toHex(modexp(g, digest(pad(fromHex(salt)), secret)))
}
