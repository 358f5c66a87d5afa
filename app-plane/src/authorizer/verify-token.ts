import { bearerToken } from '@tenantry/contracts/bearer.ts'
import { TenantId } from '@tenantry/contracts/ids.ts'
import { CognitoJwtVerifier } from 'aws-jwt-verify'
import { FetchError, JwtBaseError } from 'aws-jwt-verify/error'
import * as z from 'zod/mini'

/** Who a token speaks for. */
export interface Claims {
  userId: string
  tenantId: string
  /** When the person signed in, in seconds since the epoch; a refresh keeps it. */
  authTime: number
}

/** Null for a token that is not one of ours, is expired, or names no tenant. Throws when the pool's keys cannot be fetched. */
export type VerifyToken = (authorization: string) => Promise<Claims | null>

// The pre-token trigger writes tenantId; nothing that a user may write is read here.
const AccessToken = z.object({ sub: z.string(), tenantId: TenantId, auth_time: z.int() })

/** Pool and client come from our own configuration, never from the token. */
export function cognitoVerifier(pool: { userPoolId: string; clientId: string }): VerifyToken {
  const verifier = CognitoJwtVerifier.create({ ...pool, tokenUse: 'access' })
  return async (authorization) => {
    const token = bearerToken(authorization)
    if (token === null) return null
    try {
      const claims = z.safeParse(AccessToken, await verifier.verify(token))
      if (!claims.success) return null
      const { sub: userId, tenantId, auth_time: authTime } = claims.data
      return { userId, tenantId, authTime }
    } catch (error) {
      if (error instanceof JwtBaseError && !(error instanceof FetchError)) return null
      throw error
    }
  }
}
