import * as z from 'zod'
import type { Operation } from '../../core/service.ts'
import { ClientId, ClientMetadata } from '../inputs.ts'
import { publicOperation } from '../operation.ts'
import type { CognitoServices } from '../services.ts'
import { refreshTokens } from '../tokens/refresh-tokens.ts'

const Input = z.strictObject({ ClientId, RefreshToken: z.string().min(1), ClientMetadata })

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html */
export function getTokensFromRefreshToken(services: CognitoServices): Operation {
  return publicOperation(Input, async ({ ClientId, RefreshToken, ClientMetadata }) => {
    const client = services.clients.get(ClientId)
    return { AuthenticationResult: await refreshTokens(services)(client, RefreshToken, ClientMetadata) }
  })
}
