import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts'
import type { TenantRole } from '@tenantry/contracts/roles.ts'
import { sessionPolicy } from '@tenantry/contracts/session-policy.ts'
import type { TenantTable } from '@tenantry/contracts/tenant-api/routes.ts'
import { TENANT_SESSION_REFRESH_SECONDS, TENANT_SESSION_SECONDS } from '@tenantry/contracts/timing.ts'
import { cached } from '@tenantry/toolkit/cache.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { SessionCredentials } from '@tenantry/toolkit/table.ts'

/** Credentials that reach one tenant's data, as far as a role may. */
export type TenantSession = (tenantId: string, role: TenantRole) => Promise<SessionCredentials>

/** An entry is about 3 kB. */
const MAX_SESSIONS = 2_000

/**
 * Vends tenant sessions, one per tenant and role while it is fresh. The tag binds the session to the tenant in the access role's policy,
 * the session policy binds it again, and the session's name puts the tenant into the audit trail.
 */
export function tenantSessions(
  sts: STSClient,
  options: { roleArn: string; tables: Record<TenantTable, string>; system: Pick<System, 'now'> },
): TenantSession {
  const { roleArn, tables, system } = options

  async function assume(tenantId: string, role: TenantRole) {
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: roleArn,
        RoleSessionName: tenantId,
        Tags: [{ Key: 'TenantId', Value: tenantId }],
        Policy: sessionPolicy(role, tenantId, tables),
        DurationSeconds: TENANT_SESSION_SECONDS,
      }),
    )
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {}
    if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) throw new Error('STS answered no credentials')
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
    return { credentials, expiresAt: Expiration.getTime() }
  }

  const perRole = (role: TenantRole) =>
    cached({
      load: (tenantId) => assume(tenantId, role),
      freshUntil: ({ expiresAt }) => expiresAt - TENANT_SESSION_REFRESH_SECONDS * 1000,
      now: system.now,
      maxEntries: MAX_SESSIONS,
    })
  const sessions = { TenantAdmin: perRole('TenantAdmin'), TenantUser: perRole('TenantUser') }

  return async (tenantId, role) => {
    const session = await sessions[role](tenantId)
    if (!session) throw new Error('A session is never absent')
    return session.credentials
  }
}
