import type { PoolClient } from '../client-config.ts'
import type { UserPool } from '../pool-config.ts'
import type { CognitoServices } from '../services.ts'
import type { User } from '../user.ts'
import { nextSession } from './next-session.ts'

type Needs = Pick<CognitoServices, 'context' | 'clients' | 'challenges' | 'softwareTokens'>

/**
 * The challenge that follows a password: a code of the user's authenticator app, or its set-up where the pool requires one and there is none.
 * Undefined where no second factor is due. https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html
 */
export function requireSecondFactor(services: Needs) {
  return ({ config }: UserPool, client: PoolClient, user: User) => {
    const hasApp = services.softwareTokens.has(user)
    if (config.MfaConfiguration === 'OFF' || (config.MfaConfiguration === 'OPTIONAL' && !hasApp)) return undefined
    const { sub } = user
    const challenge = hasApp
      ? ({ name: 'SOFTWARE_TOKEN_MFA', sub } as const)
      : ({ name: 'MFA_SETUP', sub, state: 'begun' } as const)
    return {
      ChallengeName: challenge.name,
      Session: nextSession(services)(client.id, challenge),
      ChallengeParameters: {
        USER_ID_FOR_SRP: user.username,
        ...(!hasApp && { MFAS_CAN_SETUP: JSON.stringify(config.EnabledMfas) }),
      },
    }
  }
}
