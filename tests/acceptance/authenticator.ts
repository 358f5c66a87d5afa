import {
  AssociateSoftwareTokenCommand,
  type AuthenticationResultType,
  CognitoIdentityProviderClient,
  RespondToAuthChallengeCommand,
  type RespondToAuthChallengeCommandOutput,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Endpoints } from '@tenantry/cli/system/endpoints.ts'
import { generateSync } from 'otplib'
import { answerPassword } from '../support/srp-sign-in.ts'

/** How long a code is the current one, in seconds. */
const STEP = 30

export interface OperatorSignIn {
  email: string
  password: string
  newPassword?: string
}

/** Operators with authenticator apps, on a system whose clock can leap: each code is used once, so the clock goes on for the next one. */
export function authenticators({ endpoints, leap }: { endpoints: Endpoints; leap(seconds: number): void }) {
  const { aws: endpoint, region, credentials, operator } = endpoints
  const cognito = new CognitoIdentityProviderClient({ endpoint, region, credentials })
  const { userPoolId, clientId: ClientId } = operator
  let ahead = 0

  /** What an app shows now. */
  const codeOf = (secret: string) => generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + ahead })
  function nextCode(secret: string): string {
    leap(STEP)
    ahead += STEP
    return codeOf(secret)
  }
  /** What Cognito asks for after the password. */
  const password = (person: OperatorSignIn): Promise<RespondToAuthChallengeCommandOutput> =>
    answerPassword(cognito, { userPoolId, clientId: ClientId, ...person })

  function answer(ChallengeName: 'MFA_SETUP' | 'SOFTWARE_TOKEN_MFA', USERNAME: string, Session = '', code?: string) {
    const ChallengeResponses = { USERNAME, ...(code !== undefined && { SOFTWARE_TOKEN_MFA_CODE: code }) }
    return cognito.send(new RespondToAuthChallengeCommand({ ClientId, ChallengeName, Session, ChallengeResponses }))
  }
  /** Sets up an app at sign-in; answers its secret and the tokens. */
  async function setUp(person: OperatorSignIn): Promise<{ secret: string; tokens: AuthenticationResultType }> {
    const begun = await password(person)
    if (begun.ChallengeName !== 'MFA_SETUP') throw new Error(`Cognito asks for ${begun.ChallengeName}`)
    const associated = await cognito.send(new AssociateSoftwareTokenCommand({ Session: begun.Session }))
    const secret = associated.SecretCode ?? ''
    const UserCode = nextCode(secret)
    const { Session } = await cognito.send(new VerifySoftwareTokenCommand({ Session: associated.Session, UserCode }))
    const { AuthenticationResult: tokens = {} } = await answer('MFA_SETUP', person.email, Session)
    return { secret, tokens }
  }
  return { cognito, codeOf, nextCode, password, answer, setUp }
}
