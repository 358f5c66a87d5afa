import type { STSClient } from '@aws-sdk/client-sts'
import type { TenantRole } from '@tenantry/contracts/roles.ts'
import { sessionPolicy } from '@tenantry/contracts/session-policy.ts'
import type { TenantTable } from '@tenantry/contracts/tenant-api/routes.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { SessionCredentials } from '@tenantry/toolkit/table.ts'
import { tenantSessions } from '@tenantry/toolkit/tenant-session.ts'

/** Credentials that reach one tenant's data, as far as a role may. */
export type TenantSession = (tenantId: string, role: TenantRole) => Promise<SessionCredentials>

/** Vends tenant sessions, one per tenant and role while it is fresh. */
export function sessionsByRole(
  sts: STSClient,
  options: { roleArn: string; tables: Record<TenantTable, string>; system: Pick<System, 'now'> },
): TenantSession {
  const { roleArn, tables, system } = options
  const perRole = (role: TenantRole) =>
    tenantSessions(sts, { roleArn, policy: (tenantId) => sessionPolicy(role, tenantId, tables), system })
  const sessions = { TenantAdmin: perRole('TenantAdmin'), TenantUser: perRole('TenantUser') }
  return (tenantId, role) => sessions[role](tenantId)
}
