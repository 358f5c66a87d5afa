import * as z from 'zod'
import type { Operation } from '../../core/service.ts'
import { Session } from '../inputs.ts'
import { publicOperation } from '../operation.ts'
import type { CognitoServices } from '../services.ts'
import { nextSession } from '../sign-in/next-session.ts'
import { encodeBase32 } from '../totp.ts'

/** 160 bits: https://www.rfc-editor.org/rfc/rfc4226#section-4 */
const SECRET_BYTES = 20

/**
 * A new secret for the authenticator app of a user who signs in, within an MFA_SETUP challenge. An access token is refused by name: those of
 * the product carry no scope for it. https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AssociateSoftwareToken.html
 */
export function associateSoftwareToken(services: CognitoServices): Operation {
  const { context, challenges } = services
  return publicOperation(z.strictObject({ Session }), ({ Session }) => {
    const { clientId, challenge } = challenges.find(Session, 'MFA_SETUP')
    const secret = encodeBase32(context.ids.bytes(SECRET_BYTES))
    const associated = { name: 'MFA_SETUP', sub: challenge.sub, state: 'associated', secret } as const
    return { SecretCode: secret, Session: nextSession(services)(clientId, associated, Session) }
  })
}
