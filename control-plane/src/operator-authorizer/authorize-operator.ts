import { bearerToken } from '@tenantry/contracts/bearer.ts'
import { OPERATOR_ROLES, type OperatorRole } from '@tenantry/contracts/roles.ts'
import { UNAUTHORIZED } from '@tenantry/toolkit/authorizer-handler.ts'
import { isEnded } from '@tenantry/toolkit/session-ends.ts'
import { FetchError } from 'aws-jwt-verify/error'
import { type Policy, policyFor } from './route-policy.ts'

/** What API Gateway hands to a TOKEN authorizer. */
export interface TokenRequest {
  authorizationToken?: string
  methodArn: string
}

export interface Authorization {
  principalId: string
  policyDocument: Policy
  /** `denial` is the code of the 403 for a route that the policy does not allow. */
  context: { userId: string; email: string; role: OperatorRole | ''; denial: 'FORBIDDEN' }
}

/** What the operators' pool knows of a person now. */
export interface PresentOperator {
  email: string
  groups: string[]
}

/** The claims of a token that was verified. Its groups are those of its sign-in, so they are not read. */
export interface Claims {
  sub: string
  /** Seconds since the epoch. A refresh does not renew it. */
  auth_time: number
}

export interface Services {
  verify: (token: string) => Promise<Claims>
  /** Null for a person who is not in the pool any more, or is disabled. */
  present: (userId: string) => Promise<PresentOperator | null>
  /** Since when their sessions count, in milliseconds since the epoch. */
  validFrom: (userId: string) => Promise<number>
}

/**
 * Who the bearer is, and what their role may call. The role is a group of the operators' pool, read anew: whoever is removed is refused as
 * soon as API Gateway forgets the answer for their token, and not when the token expires. API Gateway answers 401 to the one message
 * `Unauthorized`.
 */
export const authorizeOperator =
  ({ verify, present, validFrom }: Services) =>
  async ({ authorizationToken = '', methodArn }: TokenRequest): Promise<Authorization> => {
    const { sub, auth_time: authTime } = await verifyHeader(verify, authorizationToken)
    const [operator, since] = await Promise.all([present(sub), validFrom(sub)])
    if (isEnded(authTime, since)) throw new Error(UNAUTHORIZED)
    const role = OPERATOR_ROLES.find((one) => operator?.groups.includes(one)) ?? null
    return {
      principalId: sub,
      policyDocument: policyFor(role, methodArn),
      context: { userId: sub, email: operator?.email ?? '', role: role ?? '', denial: 'FORBIDDEN' },
    }
  }

async function verifyHeader(verify: (token: string) => Promise<Claims>, header: string): Promise<Claims> {
  const token = bearerToken(header)
  if (token === null) throw new Error(UNAUTHORIZED)
  try {
    return await verify(token)
  } catch (error) {
    // Keys that cannot be fetched are our trouble, not the caller's.
    if (error instanceof FetchError) throw error
    throw new Error(UNAUTHORIZED)
  }
}
