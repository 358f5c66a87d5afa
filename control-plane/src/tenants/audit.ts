import type { AuditRecord, Facts, TenantWriter } from '@tenantry/contracts/audit.ts'
import { auditRecord, type By, bySystem } from '@tenantry/toolkit/audit.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import type { Change, Tenant } from './tenant.ts'
import type { TenantRequest } from './tenant-requests.ts'

/** A stranger who signs up. */
export const STRANGER = { kind: 'stranger', id: null, email: null, role: null } as const
/** A step of a workflow. */
export const BY_LIFECYCLE = bySystem('lifecycle')

interface Recording {
  writer: TenantWriter
  by: By
  system: Pick<System, 'now' | 'uuid'>
}

/** The record of a sign-up; of a tenant that comes from an export, with where it comes from, and with what had its id before. */
export const auditRegistration = (
  tenant: Tenant,
  { writer, by, system }: Recording,
  { replaces = null, reason = null }: { replaces?: Tenant | null; reason?: string | null } = {},
): AuditRecord =>
  auditRecord(writer, by, { ...changeOf(tenant, 'registered'), before: replaces && factsOf(replaces), reason }, system)

/** The record of a change. */
export function auditChange(
  before: Tenant,
  after: Tenant,
  change: Change,
  { writer, by, system }: Recording,
): AuditRecord {
  const reason = 'reason' in change ? change.reason : null
  return auditRecord(writer, by, { ...changeOf(after, change.type), before: factsOf(before), reason }, system)
}

/** The record of what a tenant asks for, or of what becomes of it. */
export function auditRequest(
  { before, after, action }: { before: TenantRequest | null; after: TenantRequest | null; action: string },
  { writer, by, system }: Omit<Recording, 'writer'> & { writer: 'tenant-account' | 'tenant-management' },
): AuditRecord {
  const tenantId = (after ?? before)?.tenantId ?? null
  const change = {
    tenantId,
    action: `${ACTION}${action}`,
    object: { kind: 'tenant' as const, id: tenantId ?? '' },
    before: askedOf(before),
    after: askedOf(after),
    reason: after?.reason ?? null,
  }
  return auditRecord(writer, by, change, system)
}

/** What the audit shows of a request. */
const askedOf = (request: TenantRequest | null): Facts =>
  request && { kind: request.kind, tier: request.tier, state: request.state }

/** The part of an action before what happened. */
export const ACTION = 'tenant.'

const changeOf = (tenant: Tenant, what: string) => ({
  tenantId: tenant.tenantId,
  action: `${ACTION}${what}`,
  object: { kind: 'tenant' as const, id: tenant.tenantId },
  after: factsOf(tenant),
})

/** What the audit shows of a tenant. */
function factsOf({ name, status, tier, limits, deployment, shards, adminEmail, sequence }: Tenant): Facts {
  return { name, status, tier, ...(limits && { limits }), deployment, shards, adminEmail, sequence }
}
