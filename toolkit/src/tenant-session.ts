import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import type { SessionCredentials } from '@tenantry/contracts/authorizer-context.ts'
import { SESSION_FAILURES } from '@tenantry/contracts/metrics.ts'
import { TENANT_SESSION_REFRESH_SECONDS, TENANT_SESSION_SECONDS } from '@tenantry/contracts/timing.ts'
import { cached } from './cache.ts'
import { countMetric } from './metrics.ts'
import { sessionPolicy } from './session-policy.ts'
import type { System } from './system.ts'

/** The client that `tenantSessions` takes; created here so that a bundle holds one copy of it. */
export const securityTokens = (): STSClient => new STSClient({})

/** An entry is about 3 kB. */
const MAX_SESSIONS = 2_000

/**
 * Vends sessions of an access role, one per tenant while it is fresh. The tag binds the session to the tenant in the role's policy,
 * the session policy binds it again, and the session's name puts the tenant into the audit trail.
 */
export function tenantSessions(
  sts: STSClient,
  options: {
    roleArn: string
    /** What binds the session to its tenant a second time. @default what binds keys of tables */
    policy?: (tenantId: string) => string
    system: Pick<System, 'now'>
  },
): (tenantId: string) => Promise<SessionCredentials> {
  const { roleArn, policy = sessionPolicy, system } = options

  async function assume(tenantId: string) {
    const command = new AssumeRoleCommand({
      RoleArn: roleArn,
      RoleSessionName: tenantId,
      Tags: [{ Key: 'TenantId', Value: tenantId }],
      Policy: policy(tenantId),
      DurationSeconds: TENANT_SESSION_SECONDS,
    })
    const { Credentials } = await sts.send(command).catch((error: unknown) => {
      countMetric(SESSION_FAILURES, 1)
      throw error
    })
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {}
    if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration) throw new Error('STS answered no credentials')
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
    return { credentials, expiresAt: Expiration.getTime() }
  }

  const sessions = cached({
    load: assume,
    freshUntil: ({ expiresAt }) => expiresAt - TENANT_SESSION_REFRESH_SECONDS * 1000,
    now: system.now,
    maxEntries: MAX_SESSIONS,
  })
  return async (tenantId) => {
    const session = await sessions(tenantId)
    if (!session) throw new Error('A session is never absent')
    return session.credentials
  }
}
