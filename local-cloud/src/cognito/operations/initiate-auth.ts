import * as z from 'zod'
import { Unsupported } from '../../core/aws-error.ts'
import type { Operation } from '../../core/service.ts'
import type { PoolClient } from '../client-config.ts'
import { invalidParameter } from '../errors.ts'
import { ClientId, metadataFor, USER_CONTEXT } from '../inputs.ts'
import { publicOperation } from '../operation.ts'
import type { CognitoServices } from '../services.ts'
import { checkPassword } from '../sign-in/check-password.ts'
import { completeSignIn } from '../sign-in/complete-sign-in.ts'
import { startSrp } from '../sign-in/start-srp.ts'
import { refreshTokens } from '../tokens/refresh-tokens.ts'

const text = z.string().optional()
/** Those of the flows that are served; no client has a secret, and no device is remembered. */
export const AuthParameters = z.strictObject({ USERNAME: text, PASSWORD: text, SRP_A: text, REFRESH_TOKEN: text })
export type AuthParameters = z.infer<typeof AuthParameters>

const Input = z.strictObject({
  AuthFlow: z.string(),
  AuthParameters: AuthParameters.default({}),
  ClientId,
})

const MEANINGLESS = {
  ...USER_CONTEXT,
  ...metadataFor('pre sign-up, pre authentication and user migration'),
}

/**
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html. Its ClientMetadata reaches no trigger
 * that exists here: not PreTokenGeneration, as that page says.
 */
export function initiateAuth(services: CognitoServices): Operation {
  const { pools, clients } = services
  return publicOperation(
    Input,
    async ({ AuthFlow, AuthParameters, ClientId }) => {
      const client = clients.get(ClientId)
      const pool = pools.get(client.poolId)
      const parameter = (name: keyof AuthParameters) => authParameter(AuthParameters, name)
      switch (AuthFlow) {
        case 'USER_SRP_AUTH':
          requireFlow(client, AuthFlow)
          return startSrp(services)(pool, client, parameter('USERNAME'), parameter('SRP_A'))
        case 'USER_PASSWORD_AUTH': {
          requireFlow(client, AuthFlow)
          const user = checkPassword(services)(pool, client, parameter('USERNAME'), parameter('PASSWORD'))
          return completeSignIn(services)(pool, client, user)
        }
        case 'REFRESH_TOKEN_AUTH':
        case 'REFRESH_TOKEN':
          return refreshFlow(services)(client, AuthParameters)
        default:
          throw new Unsupported(`AuthFlow ${AuthFlow} of Cognito's InitiateAuth`)
      }
    },
    MEANINGLESS,
  )
}

/** REFRESH_TOKEN_AUTH; a client that rotates its refresh tokens must call GetTokensFromRefreshToken instead. */
export function refreshFlow(services: CognitoServices) {
  return async (client: PoolClient, parameters: AuthParameters) => {
    requireFlow(client, 'REFRESH_TOKEN_AUTH')
    const token = authParameter(parameters, 'REFRESH_TOKEN')
    return { AuthenticationResult: await refreshTokens(services)(client, token), ChallengeParameters: {} }
  }
}

export function authParameter(parameters: AuthParameters, name: keyof AuthParameters): string {
  const value = parameters[name]
  if (!value) throw invalidParameter(`Missing required parameter ${name}`)
  return value
}

export function requireFlow({ config }: PoolClient, flow: string): void {
  if (!config.ExplicitAuthFlows.some((allowed) => allowed === `ALLOW_${flow}`)) {
    throw invalidParameter(`${flow} flow not enabled for this client`)
  }
}
