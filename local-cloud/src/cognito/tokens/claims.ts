import type { CloudContext } from '../../core/cloud-context.ts'
import { readable } from '../attributes.ts'
import { type PoolClient, validities } from '../client-config.ts'
import type { Session } from '../stores/session-store.ts'
import type { User } from '../user.ts'
import type { Claims } from './jwt.ts'

/** The scope of every access token that the user pools API issues. */
export const API_SCOPE = 'aws.cognito.signin.user.admin'

/** `https://cognito-idp.<region>.amazonaws.com/<pool id>`, also where the token is made on a laptop. */
export const issuerOf = (context: Pick<CloudContext, 'region'>, poolId: string) =>
  `https://cognito-idp.${context.region}.amazonaws.com/${poolId}`

interface Subject {
  context: CloudContext
  client: PoolClient
  user: User
  session: Session
  /** Names, by precedence. */
  groups: string[]
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html */
export function accessClaims(subject: Subject, scopes: string[]): Claims {
  const { client, user } = subject
  const own = { client_id: client.id, token_use: 'access', scope: scopes.join(' '), username: user.username }
  return { ...sharedClaims(subject, validities(client).access), ...own }
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html */
export function idClaims(subject: Subject): Claims {
  const { client, user } = subject
  const attributes = Object.entries(readable(client, user.attributes)).map(([name, value]) => [
    name,
    name.endsWith('_verified') ? value === 'true' : value,
  ])
  const own = { aud: client.id, token_use: 'id', 'cognito:username': user.username }
  return { ...Object.fromEntries(attributes), ...sharedClaims(subject, validities(client).id), ...own }
}

function sharedClaims({ context, client, user, session, groups }: Subject, validitySeconds: number): Claims {
  const now = Math.floor(context.clock.now() / 1000)
  return {
    sub: user.sub,
    ...(groups.length > 0 && { 'cognito:groups': groups }),
    iss: issuerOf(context, user.poolId),
    ...(client.config.EnableTokenRevocation && { origin_jti: session.originJti }),
    event_id: session.eventId,
    auth_time: session.authTime,
    exp: now + validitySeconds,
    iat: now,
    jti: context.ids.uuid(),
  }
}
