import * as z from 'zod/mini'
import { AuditRecord } from '../audit.ts'
import { TenantId } from '../ids.ts'
import { pageOf } from '../openapi.ts'

/**
 * A change by anybody, and what came of it. What no transaction holds, such as a change in Cognito, is recorded before it is made: its outcome is
 * `unknown` until it is written, and stays so where a crash came between.
 */
export const AuditEntry = z
  .extend(AuditRecord, { outcome: z.enum(['done', 'failed', 'unknown']) })
  .register(z.globalRegistry, { id: 'AuditEntry' })
export type AuditEntry = z.infer<typeof AuditEntry>

/** A list in another format has its cursor in this header, where there is another page. */
export const NEXT_CURSOR_HEADER = 'X-Next-Cursor'

/** What an export may be written in, beside JSON. */
export const AUDIT_FORMATS = { csv: 'text/csv', ndjson: 'application/x-ndjson' } as const
export type AuditFormat = keyof typeof AUDIT_FORMATS

export const AuditFilter = z.object({
  tenantId: z.optional(TenantId),
  /** An id, an operator's address, or a kind: `operator`, `person`, `stranger`, `system`. */
  actor: z.optional(z.string().check(z.minLength(1), z.maxLength(128))),
  /** Exactly, for example `tenant.suspended`. */
  action: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
  /** `<kind>/<id>`, for example `tier/Basic`, or a kind alone. */
  object: z.optional(z.string().check(z.minLength(1), z.maxLength(256))),
  /** At this moment or later. */
  from: z.optional(z.iso.datetime({ offset: true })),
  /** At this moment or earlier. */
  to: z.optional(z.iso.datetime({ offset: true })),
})
export type AuditFilter = z.infer<typeof AuditFilter>

export const AuditQuery = z.extend(AuditFilter, {
  /** Another format than JSON: its next cursor is in the header `X-Next-Cursor`. */
  format: z.optional(z.enum(Object.keys(AUDIT_FORMATS) as AuditFormat[])),
})

export const AUDIT_SCHEMAS = {
  listAudit: {
    summary: 'What anybody changed, newest first. A page may be short, or empty, and go on all the same.',
    query: AuditQuery,
    paged: true,
    response: pageOf(AuditEntry),
    formats: Object.values(AUDIT_FORMATS),
  },
} as const
