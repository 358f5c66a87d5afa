import type { STSClient } from '@aws-sdk/client-sts'
import type { SessionCredentials } from '@tenantry/contracts/authorizer-context.ts'
import { TENANT_ROLES, type TenantRole } from '@tenantry/contracts/roles.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { tenantSessions } from '@tenantry/toolkit/tenant-session.ts'

/** Vends sessions of the access role of each tenant role, one per tenant and role while it is fresh. */
export function sessionsByRole(
  sts: STSClient,
  { roleArns, system }: { roleArns: Record<TenantRole, string>; system: Pick<System, 'now'> },
): (tenantId: string, role: TenantRole) => Promise<SessionCredentials> {
  const sessions = new Map(
    TENANT_ROLES.map((role) => [role, tenantSessions(sts, { roleArn: roleArns[role], system })] as const),
  )
  return async (tenantId, role) => {
    const session = sessions.get(role)
    if (!session) throw new Error(`There is no access role of ${role}`)
    return session(tenantId)
  }
}
