import type { Deployment } from '@tenantry/contracts/deployment.ts'
import { TenantId } from '@tenantry/contracts/ids.ts'
import { ApiError } from '@tenantry/toolkit/api-error.ts'
import { CognitoJwtVerifier } from 'aws-jwt-verify'
import { FetchError } from 'aws-jwt-verify/error'
import * as z from 'zod/mini'
import type { Tenant } from '../tenants/tenant.ts'

interface UserPool {
  userPoolId: string
  clientId: string
}

/** Who a token is of; throws FORBIDDEN for one that is of no member of the tenant. */
export type VerifyMember = (tenant: Pick<Tenant, 'tenantId' | 'deployment'>, token: string) => Promise<string>

/** Answers the claims of a token that one pool signed, for one client; throws for any other one. */
export type VerifyToken = (pool: UserPool, token: string) => Promise<unknown>

const Claims = z.object({ sub: z.string(), tenantId: TenantId })

/**
 * The application plane says for which tenant somebody asks. A silo could name another tenant than its own: the token that it passes on was
 * signed for one, after the membership was found.
 */
export const verifyMember =
  (verify: VerifyToken, shared: UserPool): VerifyMember =>
  async ({ tenantId, deployment }, token) => {
    const claims = z.safeParse(Claims, await claimsOf(verify, poolOf(deployment, shared), token)).data
    if (claims?.tenantId !== tenantId) throw new ApiError('FORBIDDEN', 'The token is of another tenant.')
    return claims.sub
  }

const poolOf = (deployment: Deployment, shared: UserPool): UserPool =>
  deployment.kind === 'silo' ? deployment : shared

async function claimsOf(verify: VerifyToken, pool: UserPool, token: string): Promise<unknown> {
  try {
    return await verify(pool, token)
  } catch (error) {
    // Keys that cannot be fetched are our trouble, not the caller's.
    if (error instanceof FetchError) throw error
    return null
  }
}

/** Verifies tokens of any pool, whose keys are fetched once. */
export function cognitoTokens(): VerifyToken {
  const verifiers = new Map<string, (token: string) => Promise<unknown>>()
  return ({ userPoolId, clientId }, token) => {
    const key = `${userPoolId}/${clientId}`
    const known = verifiers.get(key)
    if (known) return known(token)
    const verifier = CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: 'access' })
    const verify = (one: string) => verifier.verify(one)
    verifiers.set(key, verify)
    return verify(token)
  }
}
