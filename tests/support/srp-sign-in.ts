import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import {
  type AuthenticationResultType,
  type CognitoIdentityProviderClient,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  type RespondToAuthChallengeCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider'
import {
  digest,
  fromHex,
  g,
  hash,
  k,
  modexp,
  N,
  pad,
  toBigInt,
  toHex,
} from '@tenantry/local-cloud/cognito/srp/group.ts'
import { srpPoolName } from '@tenantry/local-cloud/cognito/srp/verifier.ts'

export interface SignIn {
  userPoolId: string
  clientId: string
  email: string
  password: string
  /** Chosen when the password turns out to be a temporary one. */
  newPassword?: string
  clientMetadata?: Record<string, string>
}

/** Signs a person in by SRP, with any client metadata that an attacker likes. Amplify would take a hundred times as long, one person at a time. */
export async function srpSignIn(
  cognito: CognitoIdentityProviderClient,
  signIn: SignIn,
): Promise<AuthenticationResultType> {
  return (await answerPassword(cognito, signIn)).AuthenticationResult ?? {}
}

/** Shows by SRP that a person knows their password, and answers what follows: tokens, or the challenge of a second factor. */
export async function answerPassword(
  cognito: CognitoIdentityProviderClient,
  signIn: SignIn,
): Promise<RespondToAuthChallengeCommandOutput> {
  const { clientId: ClientId, clientMetadata: ClientMetadata } = signIn
  const secret = toBigInt(randomBytes(32))
  const publicValue = modexp(g, secret)
  const begun = await cognito.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: 'USER_SRP_AUTH',
      AuthParameters: { USERNAME: signIn.email, SRP_A: toHex(publicValue) },
    }),
  )
  const proven = await cognito.send(
    new RespondToAuthChallengeCommand({
      ClientId,
      ClientMetadata,
      ChallengeName: 'PASSWORD_VERIFIER',
      Session: begun.Session,
      ChallengeResponses: proof(signIn, secret, publicValue, begun.ChallengeParameters ?? {}),
    }),
  )
  if (proven.ChallengeName !== 'NEW_PASSWORD_REQUIRED') return proven
  return cognito.send(
    new RespondToAuthChallengeCommand({
      ClientId,
      ClientMetadata,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: proven.Session,
      ChallengeResponses: {
        USERNAME: proven.ChallengeParameters?.USER_ID_FOR_SRP ?? begun.ChallengeParameters?.USER_ID_FOR_SRP ?? '',
        NEW_PASSWORD: signIn.newPassword ?? '',
      },
    }),
  )
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html */
function proof({ userPoolId, password }: SignIn, secret: bigint, A: bigint, challenge: Record<string, string>) {
  const { SALT = '', SRP_B = '', SECRET_BLOCK = '', USER_ID_FOR_SRP = '' } = challenge
  const pool = srpPoolName(userPoolId)
  const B = fromHex(SRP_B)
  const u = hash(A, B)
  const identity = createHash('sha256').update(`${pool}${USER_ID_FOR_SRP}:${password}`).digest()
  const x = digest(pad(fromHex(SALT)), identity)
  const base = (((B - k * modexp(g, x)) % N) + N) % N
  const key = Buffer.from(hkdfSync('sha256', pad(modexp(base, secret + u * x)), pad(u), 'Caldera Derived Key', 16))
  const timestamp = timestampOf(new Date())
  const signature = createHmac('sha256', key)
    .update(pool + USER_ID_FOR_SRP)
    .update(Buffer.from(SECRET_BLOCK, 'base64'))
    .update(timestamp)
    .digest('base64')
  return {
    USERNAME: USER_ID_FOR_SRP,
    PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
    PASSWORD_CLAIM_SIGNATURE: signature,
    TIMESTAMP: timestamp,
  }
}

/** `Tue Nov 3 09:05:07 UTC 2026` */
function timestampOf(date: Date): string {
  const [, weekday, day, month, year, time] = /^(\w+), 0?(\d+) (\w+) (\d+) ([\d:]+) GMT$/.exec(date.toUTCString()) ?? []
  return `${weekday} ${month} ${day} ${time} UTC ${year}`
}
