import { OPERATOR_ROLES, type OperatorRole } from '@tenantry/contracts/roles.ts'
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
  context: { userId: string; role: OperatorRole | ''; denial: 'FORBIDDEN' }
}

/** The claims of a token that was verified. */
export interface Claims {
  sub: string
  'cognito:groups'?: string[]
}

/** Who the bearer is, and what his role may call; API Gateway answers 401 to the one message `Unauthorized`. */
export const authorizeOperator =
  ({ verify }: { verify: (token: string) => Promise<Claims> }) =>
  async ({ authorizationToken = '', methodArn }: TokenRequest): Promise<Authorization> => {
    const claims = await verified(verify, authorizationToken)
    const role = roleOf(claims)
    return {
      principalId: claims.sub,
      policyDocument: policyFor(role, methodArn),
      context: { userId: claims.sub, role: role ?? '', denial: 'FORBIDDEN' },
    }
  }

async function verified(verify: (token: string) => Promise<Claims>, header: string): Promise<Claims> {
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(header)?.[1]
  if (token === undefined) throw new Error('Unauthorized')
  try {
    return await verify(token)
  } catch (error) {
    // Keys that cannot be fetched are our trouble, not the caller's.
    if (error instanceof FetchError) throw error
    throw new Error('Unauthorized')
  }
}

/** Groups of the operators' pool are the one place of a role: only an administrator of the pool writes them. */
function roleOf(claims: Claims): OperatorRole | null {
  const groups = claims['cognito:groups'] ?? []
  return OPERATOR_ROLES.find((role) => groups.includes(role)) ?? null
}
