import * as z from 'zod'
import { AwsError } from '../../core/aws-error.ts'
import type { Operation } from '../../core/service.ts'
import { ClientId } from '../inputs.ts'
import { publicOperation } from '../operation.ts'
import type { CognitoServices } from '../services.ts'

/** Access and id tokens are signed and hold their own end; only refresh tokens can be revoked. */
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/

const Input = z.strictObject({ ClientId, Token: z.string().min(1) })

/**
 * Ends the session that a refresh token belongs to; a token that nobody issued is no error.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeToken.html
 */
export function revokeToken({ clients, sessions }: Pick<CognitoServices, 'clients' | 'sessions'>): Operation {
  return publicOperation(Input, ({ ClientId, Token }) => {
    const client = clients.get(ClientId)
    if (!client.config.EnableTokenRevocation) {
      throw new AwsError('UnsupportedOperationException', 'Token revocation is not enabled for this client.')
    }
    if (JWT.test(Token)) throw new AwsError('UnsupportedTokenTypeException', 'Unsupported token type.')
    const found = sessions.findRefreshToken(Token)
    if (found && found.session.clientId !== client.id) {
      throw new AwsError('UnauthorizedException', 'Token was issued to another client.')
    }
    if (found) sessions.revoke(found.session.eventId)
    return {}
  })
}
