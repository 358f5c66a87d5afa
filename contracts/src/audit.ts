import * as z from 'zod/mini'
import { TenantId } from './ids.ts'

/** Who made a change: an operator, a person of a tenant, a stranger without a token, or the system itself. */
export const ACTOR_KINDS = ['operator', 'person', 'stranger', 'system'] as const
export type ActorKind = (typeof ACTOR_KINDS)[number]

export const Actor = z.object({
  kind: z.enum(ACTOR_KINDS),
  /** An operator's or a person's id; of the system, what of it; null for a stranger. */
  id: z.nullable(z.string()),
  /** An operator's address. A person's token tells none. */
  email: z.nullable(z.string()),
  role: z.nullable(z.string()),
})
export type Actor = z.infer<typeof Actor>

/** What a change is made to. */
export const OBJECT_KINDS = ['tenant', 'tier', 'operator', 'person', 'failed-messages', 'alarm'] as const

/** What was, or is: members that anybody who may read the audit may see. No secret, password or credential is among them. */
const Facts = z.nullable(z.record(z.string(), z.unknown()))
export type Facts = z.infer<typeof Facts>

/** One change by anybody. It is written once, and never changed or deleted. */
export const AuditRecord = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  /** The function that wrote it. */
  writer: z.string(),
  /** Null for what concerns no tenant. */
  tenantId: z.nullable(TenantId),
  actor: Actor,
  /** `<kind of the object>.<what happened>`. */
  action: z.string(),
  object: z.object({ kind: z.enum(OBJECT_KINDS), id: z.string() }),
  /** Null for what was made. */
  before: Facts,
  /** Null for what is gone. */
  after: Facts,
  reason: z.nullable(z.string()),
  /** The caller's address, as the gateway saw it; null where there was no request. */
  sourceIp: z.nullable(z.string()),
  requestId: z.nullable(z.string()),
})
export type AuditRecord = z.infer<typeof AuditRecord>

/** By this event a record of the app plane reaches the control plane. */
export const AUDIT_EVENT = 'auditRecorded'

/** A record as the app plane reports it: of a tenant, and in nobody's name who works for the control plane. */
export const TenantAuditRecord = z.extend(AuditRecord, {
  tenantId: TenantId,
  actor: z.extend(Actor, { kind: z.enum(['person', 'system']) }),
  object: z.object({ kind: z.literal('person'), id: z.string() }),
})
export type TenantAuditRecord = z.infer<typeof TenantAuditRecord>

/** `<writing function>#<tenant id>`, the partition key of a record. A function's role may put items under keys that begin with its own name. */
export const auditTrail = (writer: string, tenantId: string | null): string => `${writer}#${tenantId ?? NO_TENANT}`
const NO_TENANT = 'platform'

/** The functions that change tenants: their trails make a tenant's history. */
export const TENANT_WRITERS = [
  'registration',
  'tenant-management',
  'lifecycle',
  'plan-updates',
  'tenant-requests',
  'tenant-expiry',
] as const
export type TenantWriter = (typeof TENANT_WRITERS)[number]

/** The functions of the app plane that change people of tenants. */
export const PEOPLE_WRITERS = [
  'users',
  'tenant-directory',
  'token-trigger',
  'tenant-data',
  'exports',
  'my-account',
] as const
export type PeopleWriter = (typeof PEOPLE_WRITERS)[number]

/** The indexes by which records are read, newest first; each has the sort key `sortedAt`. */
export const AUDIT_INDEXES = {
  byTime: 'listed',
  byTenant: 'tenantId',
  byActor: 'actorId',
  byObject: 'objectId',
} as const
export type AuditIndex = keyof typeof AUDIT_INDEXES

/**
 * The partitions of the index by time, among which records are spread by chance. One takes about 1,000 writes a second.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/gsi-throttling.html
 */
export const LISTED_PARTITIONS = Array.from({ length: 8 }, (_, n) => `listed-${n}`)
