import { type PoolClient, validities } from '../client-config.ts'
import { notAuthorized } from '../errors.ts'
import type { UserPool } from '../pool-config.ts'
import type { CognitoServices } from '../services.ts'
import type { Session } from '../stores/session-store.ts'
import { preTokenGeneration, type TokenGenerationSource } from '../triggers/pre-token-generation.ts'
import type { User } from '../user.ts'
import { API_SCOPE, accessClaims, idClaims } from './claims.ts'
import { signJwt } from './jwt.ts'
import { applyClaims, applyScopes } from './overrides.ts'

export type IssueNeeds = Pick<CognitoServices, 'context' | 'functions' | 'pools' | 'groups' | 'sessions' | 'active'>

export interface TokenRequest {
  pool: UserPool
  client: PoolClient
  user: User
  source: TokenGenerationSource
  /** What reaches the trigger; only some operations pass it on. */
  clientMetadata?: Record<string, string> | undefined
}

/** The tokens of a new sign-in, as an AuthenticationResult. */
export function signIn(services: IssueNeeds) {
  const { context, sessions } = services
  return async (request: TokenRequest) => {
    const session: Session = {
      eventId: context.ids.uuid(),
      originJti: context.ids.uuid(),
      poolId: request.pool.id,
      clientId: request.client.id,
      sub: request.user.sub,
      authTime: Math.floor(context.clock.now() / 1000),
    }
    const tokens = await accessAndIdToken(services)(request, session)
    const refreshToken = newRefreshToken(services)
    sessions.open(session, refreshToken, context.clock.now() + validities(request.client).refresh * 1000)
    return { ...tokens, RefreshToken: refreshToken }
  }
}

/** Opaque: it is looked up by its hash. */
export const newRefreshToken = ({ context }: Pick<CognitoServices, 'context'>) =>
  context.ids.bytes(96).toString('base64url')

/** A fresh access and id token of a session, after the trigger had its say. */
export function accessAndIdToken(services: IssueNeeds) {
  const { context, pools, groups } = services
  return async (request: TokenRequest, session: Session) => {
    const { pool, client, user } = request
    if (!user.enabled) throw notAuthorized('User is disabled.')
    const ownGroups = groups.groupsOf(pool.id, user.sub).map(({ name }) => name)
    const overrides = await preTokenGeneration(services)({ ...request, groups: ownGroups, scopes: [API_SCOPE] })
    const subject = { context, client, user, session, groups: overrides.groups ?? ownGroups }
    const scopes = applyScopes([API_SCOPE], overrides.access)
    const key = pools.key(pool.id)
    services.active(pool.id, user.sub)
    return {
      AccessToken: signJwt(key, applyClaims(accessClaims(subject, scopes), overrides.access)),
      IdToken: signJwt(key, applyClaims(idClaims(subject), overrides.id)),
      ExpiresIn: validities(client).access,
      TokenType: 'Bearer',
    }
  }
}
