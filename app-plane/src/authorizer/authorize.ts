import { encodeAuthorizerContext, type SessionCredentials } from '@tenantry/contracts/authorizer-context.ts'
import type { Deployment } from '@tenantry/contracts/deployment.ts'
import type { ErrorCode } from '@tenantry/contracts/error-codes.ts'
import type { Asked, Given } from '@tenantry/contracts/plan.ts'
import type { TenantRole } from '@tenantry/contracts/roles.ts'
import type { RoutePatterns } from '@tenantry/contracts/service/route-patterns.ts'
import { UNAUTHORIZED } from '@tenantry/toolkit/authorizer-handler.ts'
import { isEnded } from '@tenantry/toolkit/session-ends.ts'
import { type DirectoryEntry, journalOf, planOfEntry } from '@tenantry/toolkit/tenant-directory.ts'
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
  /** Whether the place can read of a tenant at all: a silo knows its own. */
  knows: (tenantId: string) => boolean
  tenant: (tenantId: string) => Promise<DirectoryEntry | undefined>
  /** What a tier gives its tenants. */
  tier: (name: string) => Promise<Given>
  /** Of which entitlements and allowances functions are told: those that their code asks for. */
  asked: Asked
  membership: (tenantId: string, userId: string) => Promise<Membership | undefined>
  /** Since when a person's sessions are valid, in milliseconds since the epoch. */
  validFrom: (userId: string) => Promise<number | undefined>
  /** Vends credentials that reach one tenant's data, as far as a role may; null where functions' own roles are bound to the tenant. */
  session: (tenantId: string, role: TenantRole) => Promise<SessionCredentials | null>
  patterns: Record<TenantRole, RoutePatterns>
  /** The table in which writes of tenants whose data moves are journaled; null for what is written of people, who stay. */
  movesTable: string | null
  /** Whether an API, which the ARN of the called method names, serves a tenant of this deployment. */
  serves: (deployment: Deployment, methodArn: string) => boolean
  now: () => number
}

/** The answer for a verified token: what its person may call, for which tenant, or why nothing. Throws where the session was ended. */
export async function authorize(
  services: AuthorizerServices,
  { tenantId, userId, authTime }: Claims,
  methodArn: string,
): Promise<AuthorizerResult> {
  if (!services.knows(tenantId)) {
    const context = { tenantId, userId, tier: '', denial: 'FORBIDDEN' satisfies ErrorCode }
    return { principalId: userId, policyDocument: denyRoutes(methodArn), context }
  }
  const [tenant, member, validFrom = 0] = await Promise.all([
    services.tenant(tenantId),
    services.membership(tenantId, userId),
    services.validFrom(userId),
  ])
  const denial = denialOf(tenant, member, (deployment) => services.serves(deployment, methodArn))
  if (denial || !tenant?.apiKey || !member) {
    const context = { tenantId, userId, tier: tenant?.tier ?? '', denial: denial ?? 'FORBIDDEN' }
    return { principalId: userId, policyDocument: denyRoutes(methodArn), context }
  }
  // Said last: whoever signs in again would only hear of the denial.
  if (isEnded(authTime, Math.max(validFrom, member.validFrom ?? 0))) throw new Error(UNAUTHORIZED)
  const { tenantName, tier, readShards, writeShards } = tenant
  const { role } = member
  const journal = services.movesTable === null ? null : journalOf(tenant, services.movesTable)
  const [credentials, given] = await Promise.all([services.session(tenantId, role), services.tier(tier)])
  return {
    principalId: userId,
    policyDocument: allowRoutes(services.patterns[role], methodArn),
    context: {
      ...encodeAuthorizerContext({
        tenantId,
        tenantName,
        userId,
        role,
        tier,
        readShards,
        writeShards,
        plan: planOfEntry(tenant, given, services.asked, services.now()),
        journal,
        credentials,
      }),
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
  serves: (deployment: Deployment) => boolean,
): ErrorCode | null {
  if (!member || member.state === 'disabled') return 'MEMBERSHIP_REVOKED'
  if (!tenant || member.state !== 'active') return 'FORBIDDEN'
  switch (tenant.status) {
    case 'active':
    case 'offboarding':
      return serves(tenant.deployment) ? null : 'TENANT_MOVED'
    case 'suspended':
      return 'TENANT_SUSPENDED'
    case 'provisioning':
    case 'failed':
    case 'deleted':
      return 'FORBIDDEN'
    default:
      return tenant.status satisfies never
  }
}
