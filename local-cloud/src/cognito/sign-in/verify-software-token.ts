import { AwsError } from '../../core/aws-error.ts'
import type { PoolClient } from '../client-config.ts'
import { notAuthorized } from '../errors.ts'
import type { UserPool } from '../pool-config.ts'
import type { CognitoServices } from '../services.ts'
import type { CodeCheck } from '../stores/software-token-store.ts'
import type { User } from '../user.ts'
import { challengedUser } from './challenged-user.ts'

type Needs = Pick<CognitoServices, 'users' | 'challenges' | 'lockouts' | 'softwareTokens'>

/** SOFTWARE_TOKEN_MFA: the user whose app made the code. A wrong one leaves the session open for another try. */
export function verifySoftwareTokenMfa(services: Needs) {
  const { challenges, softwareTokens } = services
  return (pool: UserPool, client: PoolClient, session: string, responses: Record<string, string>): User => {
    const { sub } = challenges.peek(client.id, session, 'SOFTWARE_TOKEN_MFA')
    const user = challengedUser(services)(pool, sub, responses.USERNAME)
    const code = responses.SOFTWARE_TOKEN_MFA_CODE ?? ''
    const check = countGuesses(services)(user, () => softwareTokens.check(user, code))
    if (check === 'wrong') throw new AwsError('CodeMismatchException', 'Invalid code received for user')
    if (check === 'used') {
      throw new AwsError('ExpiredCodeException', 'Your software token has already been used once.')
    }
    challenges.take(client.id, session, 'SOFTWARE_TOKEN_MFA')
    return user
  }
}

/** MFA_SETUP: the user whose app VerifySoftwareToken has registered. */
export function completeMfaSetup(services: Needs) {
  const { challenges } = services
  return (pool: UserPool, client: PoolClient, session: string, responses: Record<string, string>): User => {
    const { sub, state } = challenges.peek(client.id, session, 'MFA_SETUP')
    if (state !== 'verified') throw notAuthorized('Invalid session for the user.')
    const user = challengedUser(services)(pool, sub, responses.USERNAME)
    challenges.take(client.id, session, 'MFA_SETUP')
    return user
  }
}

/**
 * "After five unsuccessful attempts to present an MFA code, Amazon Cognito begins the exponential-timeout lockout process": counted apart
 * from passwords, or who knows the password could begin anew by signing in again.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html
 */
export function countGuesses({ lockouts }: Pick<CognitoServices, 'lockouts'>) {
  return ({ poolId, sub }: User, check: () => CodeCheck): CodeCheck => {
    const name = `mfa:${sub}`
    lockouts.guard(poolId, name)
    const found = check()
    if (found === 'right') lockouts.succeeded(poolId, name)
    else lockouts.failed(poolId, name)
    return found
  }
}
