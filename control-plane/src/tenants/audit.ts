import * as z from 'zod/mini'
import type { Change, Tenant } from './tenant.ts'

/** One line of a tenant's history, written in the transaction of the change that it tells of. */
export const AuditRecord = z.object({
  tenantId: z.string(),
  sequence: z.int(),
  at: z.string(),
  actor: z.enum(['applicant', 'lifecycle']),
  change: z.string(),
  from: z.nullable(z.string()),
  to: z.string(),
  reason: z.nullable(z.string()),
})
export type AuditRecord = z.infer<typeof AuditRecord>

/** What the history says of a sign-up. */
export function registered(tenant: Tenant): AuditRecord {
  const { tenantId, sequence, createdAt: at, status: to } = tenant
  return { tenantId, sequence, at, actor: 'applicant', change: 'registered', from: null, to, reason: null }
}

/** What the history says of a step of the lifecycle. */
export function stepTaken(before: Tenant, after: Tenant, change: Change, at: string): AuditRecord {
  const { tenantId, sequence, status: to } = after
  const reason = change.type === 'onboarding-failed' ? change.reason : null
  return { tenantId, sequence, at, actor: 'lifecycle', change: change.type, from: before.status, to, reason }
}
