import type { ErrorCode } from '@tenantry/contracts/error-codes.ts'
import type { DirectoryEntry } from '../directory/directory-entry.ts'
import type { Membership } from '../people/membership.ts'
import { allowRoutes, denyRoutes, type RoutePolicy } from './route-policy.ts'
import type { TenantSession } from './tenant-session.ts'
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
  session: TenantSession
}

/** Bytes of the largest result that we return; API Gateway's limit is 8 KB. */
const MAX_RESULT_BYTES = 6 * 1024

/** The answer for a verified token: what its person may call as whom, or why nothing. */
export async function authorize(
  services: AuthorizerServices,
  { tenantId, userId }: Claims,
  methodArn: string,
): Promise<AuthorizerResult> {
  const [tenant, member] = await Promise.all([services.tenant(tenantId), services.membership(tenantId, userId)])
  const denial = denialOf(tenant, member)
  if (denial || !tenant?.apiKey || !member) {
    const context = { tenantId, userId, tier: tenant?.tier ?? '', denial: denial ?? 'FORBIDDEN' }
    return { principalId: userId, policyDocument: denyRoutes(methodArn), context }
  }
  const credentials = await services.session(tenantId, member.role)
  const result = {
    principalId: userId,
    policyDocument: allowRoutes(member.role, methodArn),
    context: {
      tenantId,
      userId,
      role: member.role,
      tier: tenant.tier,
      tenantName: tenant.tenantName,
      readShards: String(tenant.readShards),
      writeShards: String(tenant.writeShards),
      deployment: tenant.deployment,
      credentials: JSON.stringify(credentials),
      // What the gateway answers for a route that the role lacks.
      denial: 'FORBIDDEN' satisfies ErrorCode,
    },
    usageIdentifierKey: tenant.apiKey,
  }
  const bytes = Buffer.byteLength(JSON.stringify(result))
  if (bytes > MAX_RESULT_BYTES) throw new Error(`The authorizer's result has ${bytes} bytes`)
  return result
}

/** Why a caller may do nothing at all; null when he may. A silo's tenants are served by their own API. */
export function denialOf(tenant: DirectoryEntry | undefined, member: Membership | undefined): ErrorCode | null {
  if (!member || member.state === 'disabled') return 'MEMBERSHIP_REVOKED'
  if (tenant?.deployment !== 'pool' || member.state !== 'active') return 'FORBIDDEN'
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
