import { AwsError } from '../../core/aws-error.ts'
import type { PoolClient } from '../client-config.ts'
import { notAuthorized } from '../errors.ts'
import type { CognitoServices } from '../services.ts'
import { accessAndIdToken, type IssueNeeds, newRefreshToken } from './issue-tokens.ts'

type Needs = IssueNeeds & Pick<CognitoServices, 'users'>

/**
 * New tokens for a refresh token. Where the client rotates, a new refresh token takes the old one's place, for the rest of its
 * time; the old one is accepted until the grace period has passed.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html
 */
export function refreshTokens(services: Needs) {
  const { context, pools, users, sessions } = services
  return async (client: PoolClient, token: string, clientMetadata?: Record<string, string>) => {
    const { Feature, RetryGracePeriodSeconds } = client.config.RefreshTokenRotation
    const now = context.clock.now()
    const graceStart = now - RetryGracePeriodSeconds * 1000
    const found = sessions.findRefreshToken(token)
    if (found?.session.clientId !== client.id) throw notAuthorized('Invalid Refresh Token.')
    if (found.revoked) throw notAuthorized('Refresh Token has been revoked')
    if (found.expiresAt <= now) throw notAuthorized('Refresh Token has expired')
    if (found.rotatedAt !== null && found.rotatedAt <= graceStart) throw reused()
    const { session } = found
    const user = users.find(session.poolId, session.sub)
    if (!user) throw notAuthorized('Refresh Token has been revoked')

    const request = { pool: pools.get(session.poolId), client, user, source: 'RefreshTokens' as const, clientMetadata }
    const tokens = await accessAndIdToken(services)(request, session)
    if (!sessions.isOpen(session.eventId)) throw notAuthorized('Refresh Token has been revoked')
    if (Feature === 'DISABLED') return tokens
    const replacement = newRefreshToken(services)
    // The trigger ran in between: of two calls without grace, one has rotated the token by now.
    if (!sessions.rotate(token, replacement, found.expiresAt, graceStart)) throw reused()
    return { ...tokens, RefreshToken: replacement }
  }
}

const reused = () => new AwsError('RefreshTokenReuseException', 'Refresh Token has been reused')
