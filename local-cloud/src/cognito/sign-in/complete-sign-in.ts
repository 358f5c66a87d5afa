import { requiredAttributes } from '../attributes.ts'
import type { PoolClient } from '../client-config.ts'
import { notAuthorized } from '../errors.ts'
import type { UserPool } from '../pool-config.ts'
import type { CognitoServices } from '../services.ts'
import { type IssueNeeds, signIn } from '../tokens/issue-tokens.ts'
import type { User } from '../user.ts'
import { requireSecondFactor } from './require-second-factor.ts'

type Needs = IssueNeeds & Pick<CognitoServices, 'clients' | 'users' | 'challenges' | 'softwareTokens'>

/** What follows a checked password: the demand for a new one where it was temporary, the second factor, or tokens. */
export function completeSignIn(services: Needs) {
  const { context, users, challenges } = services
  return async (pool: UserPool, client: PoolClient, user: User, clientMetadata?: Record<string, string>) => {
    if (user.status !== 'FORCE_CHANGE_PASSWORD') {
      const secondFactor = requireSecondFactor(services)(pool, client, user)
      if (secondFactor) return secondFactor
      const request = { pool, client, user, source: 'Authentication' as const, clientMetadata }
      return { AuthenticationResult: await signIn(services)(request), ChallengeParameters: {} }
    }
    const { expiresAt } = users.credential(user) ?? {}
    if (expiresAt && expiresAt <= context.clock.now()) {
      throw notAuthorized('Temporary password has expired and must be reset by an administrator.')
    }
    const session = context.ids.bytes(96).toString('base64url')
    const challenge = { name: 'NEW_PASSWORD_REQUIRED', sub: user.sub } as const
    challenges.open(client.id, session, challenge, client.config.AuthSessionValidity)
    const missing = requiredAttributes(pool).filter((name) => !user.attributes[name])
    return {
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: session,
      ChallengeParameters: {
        USER_ID_FOR_SRP: user.username,
        requiredAttributes: JSON.stringify(missing.map((name) => `userAttributes.${name}`)),
        userAttributes: JSON.stringify(user.attributes),
      },
    }
  }
}
