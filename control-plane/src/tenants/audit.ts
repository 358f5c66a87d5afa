import { TenantStatus } from '@tenantry/contracts/control-plane-api/schemas.ts'
import * as z from 'zod/mini'
import type { Change, Tenant } from './tenant.ts'

/** Who changed a tenant: a stranger who signs up, a step of a workflow, or an operator by e-mail address. */
export type Actor = 'applicant' | 'lifecycle' | `${string}@${string}`

/** One line of a tenant's history, written in the transaction of the change that it records. */
export const AuditRecord = z.object({
  tenantId: z.string(),
  sequence: z.int(),
  at: z.string(),
  actor: z.string(),
  change: z.string(),
  from: z.nullable(TenantStatus),
  to: TenantStatus,
  reason: z.nullable(z.string()),
})
export type AuditRecord = z.infer<typeof AuditRecord>

/** What the history says of a sign-up. */
export function auditRegistration(tenant: Tenant, actor: Actor): AuditRecord {
  const { tenantId, sequence, createdAt: at, status: to } = tenant
  return { tenantId, sequence, at, actor, change: 'registered', from: null, to, reason: null }
}

/** What the history says of a change. */
export function auditChange(
  before: Tenant,
  after: Tenant,
  change: Change,
  by: { actor: Actor; at: string },
): AuditRecord {
  const { tenantId, sequence, status: to } = after
  const reason = 'reason' in change ? change.reason : null
  return { tenantId, sequence, ...by, change: change.type, from: before.status, to, reason }
}
