import * as z from 'zod'
import { Unsupported } from '../../core/aws-error.ts'
import type { Operation } from '../../core/service.ts'
import { invalidParameter } from '../errors.ts'
import { ClientId, ClientMetadata, USER_CONTEXT } from '../inputs.ts'
import { publicOperation } from '../operation.ts'
import type { CognitoServices } from '../services.ts'
import { completeSignIn } from '../sign-in/complete-sign-in.ts'
import { replaceTemporaryPassword } from '../sign-in/replace-temporary-password.ts'
import { requireSecondFactor } from '../sign-in/require-second-factor.ts'
import { completeMfaSetup, verifySoftwareTokenMfa } from '../sign-in/verify-software-token.ts'
import { verifySrp } from '../sign-in/verify-srp.ts'
import { signIn } from '../tokens/issue-tokens.ts'

const Input = z.strictObject({
  ClientId,
  ChallengeName: z.string(),
  ChallengeResponses: z.record(z.string(), z.string()).default({}),
  Session: z.string().optional(),
  ClientMetadata,
})

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html */
export function respondToAuthChallenge(services: CognitoServices): Operation {
  const { pools, clients } = services
  return publicOperation(
    Input,
    async (input) => {
      const { ChallengeName, ChallengeResponses: responses, ClientMetadata: clientMetadata } = input
      const client = clients.get(input.ClientId)
      const pool = pools.get(client.poolId)
      const response = (name: string) => {
        const value = responses[name]
        if (!value) throw invalidParameter(`Missing required parameter ${name}`)
        return value
      }
      refuseUnread(responses)
      switch (ChallengeName) {
        case 'PASSWORD_VERIFIER': {
          response('USERNAME')
          const user = verifySrp(services)(pool, client, {
            secretBlock: response('PASSWORD_CLAIM_SECRET_BLOCK'),
            signature: response('PASSWORD_CLAIM_SIGNATURE'),
            timestamp: response('TIMESTAMP'),
          })
          return completeSignIn(services)(pool, client, user, clientMetadata)
        }
        case 'NEW_PASSWORD_REQUIRED': {
          if (!input.Session) throw invalidParameter('Missing required parameter Session')
          const user = replaceTemporaryPassword(services)(pool, client, input.Session, responses)
          const secondFactor = requireSecondFactor(services)(pool, client, user)
          if (secondFactor) return secondFactor
          const request = { pool, client, user, source: 'NewPasswordChallenge' as const, clientMetadata }
          return { AuthenticationResult: await signIn(services)(request), ChallengeParameters: {} }
        }
        case 'SOFTWARE_TOKEN_MFA':
        case 'MFA_SETUP': {
          if (!input.Session) throw invalidParameter('Missing required parameter Session')
          if (ChallengeName === 'SOFTWARE_TOKEN_MFA') response('SOFTWARE_TOKEN_MFA_CODE')
          const answered = ChallengeName === 'MFA_SETUP' ? completeMfaSetup : verifySoftwareTokenMfa
          const user = answered(services)(pool, client, input.Session, responses)
          const request = { pool, client, user, source: 'Authentication' as const, clientMetadata }
          return { AuthenticationResult: await signIn(services)(request), ChallengeParameters: {} }
        }
        default:
          throw new Unsupported(`ChallengeName ${ChallengeName} of Cognito's RespondToAuthChallenge`)
      }
    },
    USER_CONTEXT,
  )
}

const RESPONSES = new Set([
  'USERNAME',
  'PASSWORD_CLAIM_SECRET_BLOCK',
  'PASSWORD_CLAIM_SIGNATURE',
  'TIMESTAMP',
  'NEW_PASSWORD',
  'SOFTWARE_TOKEN_MFA_CODE',
])

/** No client has a secret, and no device is remembered. */
function refuseUnread(responses: Record<string, string>): void {
  const unread = Object.keys(responses).find((name) => !RESPONSES.has(name) && !name.startsWith('userAttributes.'))
  if (unread) throw new Unsupported(`the parameter ChallengeResponses.${unread} of cognito-idp:RespondToAuthChallenge`)
}
