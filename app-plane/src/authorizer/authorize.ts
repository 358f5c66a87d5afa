import { encodeAuthorizerContext, type SessionCredentials } from '@tenantry/contracts/authorizer-context.ts'
import type { Deployment } from '@tenantry/contracts/deployment.ts'
import type { ErrorCode } from '@tenantry/contracts/error-codes.ts'
import type { TenantRole } from '@tenantry/contracts/roles.ts'
import type { RoutePatterns } from '@tenantry/contracts/service/route-patterns.ts'
import { isEnded } from '@tenantry/toolkit/session-ends.ts'
import type { DirectoryEntry } from '@tenantry/toolkit/tenant-directory.ts'
import type { Membership } from '../people/membership.ts'
import { allowRoutes, denyRoutes, type RoutePolicy } from './route-policy.ts'
import type { Claims } from './verify-token.ts'

/** What API Gateway takes from an authorizer. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html */
export interface AuthorizerResult {
  principalId: string
  policyDocument: RoutePolicy
  /** Strings only. Never logged: it holds the tenant's credentials. */
  context: Record<string, string>
  usageIdentifierKey?: string
}

export interface AuthorizerServices {
  tenant: (tenantId: string) => Promise<DirectoryEntry | undefined>
  membership: (tenantId: string, userId: string) => Promise<Membership | undefined>
  /** Since when a person's sessions are valid, in milliseconds since the epoch. */
  validFrom: (userId: string) => Promise<number | undefined>
  /** Vends credentials that reach one tenant's data, as far as a role may; null where functions' own roles are bound to the tenant. */
  session: (tenantId: string, role: TenantRole) => Promise<SessionCredentials | null>
  patterns: Record<TenantRole, RoutePatterns>
  /** Which tenants this API serves. */
  serves: Deployment['kind']
}

/** This exact message is what API Gateway answers 401 for. */
export const UNAUTHORIZED = 'Unauthorized'

/** The answer for a verified token: what its person may call, for which tenant, or why nothing. Throws where the session was ended. */
export async function authorize(
  services: AuthorizerServices,
  { tenantId, userId, authTime }: Claims,
  methodArn: string,
): Promise<AuthorizerResult> {
  const [tenant, member, validFrom = 0] = await Promise.all([
    services.tenant(tenantId),
    services.membership(tenantId, userId),
    services.validFrom(userId),
  ])
  const denial = denialOf(tenant, member, services.serves)
  if (denial || !tenant?.apiKey || !member) {
    const context = { tenantId, userId, tier: tenant?.tier ?? '', denial: denial ?? 'FORBIDDEN' }
    return { principalId: userId, policyDocument: denyRoutes(methodArn), context }
  }
  // Said last: whoever signs in again would only hear of the denial.
  if (isEnded(authTime, Math.max(validFrom, member.validFrom ?? 0))) throw new Error(UNAUTHORIZED)
  const { tenantName, tier, readShards, writeShards } = tenant
  const { role } = member
  const credentials = await services.session(tenantId, role)
  return {
    principalId: userId,
    policyDocument: allowRoutes(services.patterns[role], methodArn),
    context: {
      ...encodeAuthorizerContext({ tenantId, tenantName, userId, role, tier, readShards, writeShards, credentials }),
      // What the gateway answers for a route that the role lacks.
      denial: 'FORBIDDEN' satisfies ErrorCode,
    },
    usageIdentifierKey: tenant.apiKey,
  }
}

/** Why a caller may do nothing at all; null when they may. A tenant that is served elsewhere is refused here. */
export function denialOf(
  tenant: DirectoryEntry | undefined,
  member: Membership | undefined,
  serves: Deployment['kind'],
): ErrorCode | null {
  if (!member || member.state === 'disabled') return 'MEMBERSHIP_REVOKED'
  if (tenant?.deployment.kind !== serves || member.state !== 'active') return 'FORBIDDEN'
  switch (tenant.status) {
    case 'active':
      return null
    case 'suspended':
      return 'TENANT_SUSPENDED'
    case 'provisioning':
    case 'failed':
      return 'FORBIDDEN'
    default:
      return tenant.status satisfies never
  }
}
