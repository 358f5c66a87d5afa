import { timingSafeEqual } from 'node:crypto'
import type { CloudContext } from '../../core/cloud-context.ts'
import type { Iam } from '../../core/faces.ts'
import type { Principal } from '../../core/principal.ts'
import type { SessionStore } from '../stores/session-store.ts'
import { sha256 } from './canonical-request.ts'
import { type Authorization, parseAuthorization } from './parse-authorization.ts'
import { signingKeys } from './signing-key.ts'
import { verifySignature } from './verify-signature.ts'

export interface RootCredentials {
  accessKeyId: string
  secretAccessKey: string
}

/** Who signed a request. Unsigned requests are anonymous; a signature that does not verify is never anonymous. */
export function authenticate({
  context: { accountId, clock, region },
  sessions,
  root,
}: {
  context: CloudContext
  sessions: SessionStore
  root: RootCredentials
}): Iam['authenticate'] {
  const signingKey = signingKeys()

  const identify = (authorization: Authorization): { principal: Principal; secret: string } => {
    const { accessKeyId, sessionToken, errors } = authorization
    if (accessKeyId === root.accessKeyId) {
      if (sessionToken !== null) throw errors.invalidToken()
      const principal: Principal = { kind: 'root', arn: `arn:aws:iam::${accountId}:root`, accountId, accessKeyId }
      return { principal, secret: root.secretAccessKey }
    }
    const stored = sessions.get(accessKeyId)
    if (!stored) throw errors.unknownKey()
    if (sessionToken === null || !sameText(sessionToken, stored.sessionToken)) throw errors.invalidToken()
    return { principal: stored.session, secret: stored.secretAccessKey }
  }

  return (request) => {
    const authorization = parseAuthorization(request)
    if (!authorization) return { kind: 'anonymous' }
    const { principal, secret } = identify(authorization)
    verifySignature(request, authorization, { key: signingKey(secret, authorization.scope), clock, region })
    if (principal.kind === 'role-session' && principal.expiresAt <= clock.now())
      throw authorization.errors.expiredToken()
    return principal
  }
}

const sameText = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(sha256(a)), Buffer.from(sha256(b)))
