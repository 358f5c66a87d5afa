import type { PoolClient } from '../client-config.ts'
import { notAuthorized, userNotFound } from '../errors.ts'
import type { UserPool } from '../pool-config.ts'
import type { CognitoServices } from '../services.ts'
import type { User } from '../user.ts'
import { API_SCOPE, issuerOf } from './claims.ts'
import { isSignedBy, unverifiedClaims } from './jwt.ts'

/** Who calls with an access token. */
export interface Bearer {
  pool: UserPool
  client: PoolClient
  user: User
}

/** The user whose access token it is, if it is genuine, unexpired and not revoked. */
export function readAccessToken(
  services: Pick<CognitoServices, 'context' | 'pools' | 'clients' | 'users' | 'sessions'>,
) {
  const { context, pools, clients, users, sessions } = services
  return (token: string): Bearer => {
    const claims = unverifiedClaims(token)
    const issuer = String(claims?.iss)
    const pool = pools.find(issuer.slice(issuer.lastIndexOf('/') + 1))
    if (!claims || !pool || issuer !== issuerOf(context, pool.id)) throw notAuthorized('Invalid Access Token')
    if (!isSignedBy(pools.key(pool.id), token)) throw notAuthorized('Could not verify signature for Access Token')
    if (claims.token_use !== 'access') throw notAuthorized('Invalid Access Token')
    if (Number(claims.exp) * 1000 <= context.clock.now()) throw notAuthorized('Access Token has expired')
    if (!sessions.isOpen(String(claims.event_id))) throw notAuthorized('Access Token has been revoked')
    if (!String(claims.scope).split(' ').includes(API_SCOPE)) {
      throw notAuthorized('Access Token does not have required scopes')
    }
    const user = users.find(pool.id, String(claims.sub))
    if (!user) throw userNotFound()
    if (!user.enabled) throw notAuthorized('User is disabled.')
    return { pool, client: clients.getIn(pool.id, String(claims.client_id)), user }
  }
}
