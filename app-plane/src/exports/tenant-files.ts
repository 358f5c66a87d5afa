import { S3Client } from '@aws-sdk/client-s3'
import { filesPolicy } from '@tenantry/toolkit/session-policy.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { securityTokens, tenantSessions } from '@tenantry/toolkit/tenant-session.ts'

/** A link is followed by browsers, which neither send nor ask for a checksum. */
const LINKS = { requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' } as const

/** Opens a client of S3 that reaches the files of one tenant and no others. */
export type TenantFiles = (tenantId: string) => Promise<S3Client>

/** Under sessions of a role; under the function's own role where it is bound to one tenant and the name is empty. */
export function tenantFiles(roleArn: string, system: Pick<System, 'now'>): TenantFiles {
  if (roleArn === '') {
    const own = new S3Client(LINKS)
    return async () => own
  }
  const session = tenantSessions(securityTokens(), { roleArn, policy: filesPolicy, system })
  const { requestHandler } = new S3Client(LINKS).config
  return async (tenantId) => new S3Client({ ...LINKS, credentials: await session(tenantId), requestHandler })
}
