import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import {
  type CognitoIdentityProviderClient,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { digest, fromHex, g, hash, k, modexp, N, pad, toHex } from '@tenantry/local-cloud/cognito/srp/group.ts'
import { srpPoolName } from '@tenantry/local-cloud/cognito/srp/verifier.ts'

export interface Person {
  email: string
  password: string
}

/** Signs in by SRP. Amplify's arithmetic takes longer than the server's; OpenSSL's does not, so that the server is what is measured. */
export async function signInBySrp(
  cognito: CognitoIdentityProviderClient,
  { userPoolId, clientId: ClientId }: { userPoolId: string; clientId: string },
  { email, password }: Person,
): Promise<string> {
  const a = fromHex(randomBytes(32).toString('hex'))
  const A = modexp(g, a)
  const AuthParameters = { USERNAME: email, SRP_A: toHex(A) }
  const begun = await cognito.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_SRP_AUTH', AuthParameters }))
  const { SALT = '', SRP_B = '', SECRET_BLOCK = '', USER_ID_FOR_SRP = '' } = begun.ChallengeParameters ?? {}
  const poolName = srpPoolName(userPoolId)
  const identity = createHash('sha256').update(`${poolName}${USER_ID_FOR_SRP}:${password}`).digest()
  const x = digest(pad(fromHex(SALT)), identity)
  const B = fromHex(SRP_B)
  const u = hash(A, B)
  const S = modexp((B + k * (N - modexp(g, x))) % N, a + u * x)
  const key = Buffer.from(hkdfSync('sha256', pad(S), pad(u), 'Caldera Derived Key', 16))
  const TIMESTAMP = timestamp(new Date())
  const signature = createHmac('sha256', key)
    .update(poolName + USER_ID_FOR_SRP)
    .update(Buffer.from(SECRET_BLOCK, 'base64'))
    .update(TIMESTAMP)
    .digest('base64')
  const { AuthenticationResult } = await cognito.send(
    new RespondToAuthChallengeCommand({
      ClientId,
      ChallengeName: 'PASSWORD_VERIFIER',
      ChallengeResponses: {
        USERNAME: USER_ID_FOR_SRP,
        PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
        PASSWORD_CLAIM_SIGNATURE: signature,
        TIMESTAMP,
      },
    }),
  )
  if (!AuthenticationResult?.AccessToken) throw new Error(`The sign-in of ${email} gave no token.`)
  return AuthenticationResult.AccessToken
}

/** `Tue Nov 24 10:00:00 UTC 2026` */
function timestamp(date: Date): string {
  const [day = '', number = '', month = '', year = '', time = ''] = date.toUTCString().replace(',', '').split(' ')
  return `${day} ${month} ${Number(number)} ${time} UTC ${year}`
}
