import * as z from 'zod/mini'
import { AuditEntry } from './control-plane-api/audit-schemas.ts'
import { USAGE_LIMIT } from './control-plane-api/usage-operations.ts'
import { RequestView, UsageView } from './control-plane-api/usage-schemas.ts'
import { TenantId } from './ids.ts'
import { pageOf } from './openapi.ts'
import { TENANT_ROLES } from './roles.ts'
import { USAGE_INTERVALS } from './usage.ts'
import { WORKFLOW_KINDS, WORKFLOW_STATUSES } from './workflows.ts'

// What a tenant's admin sees and asks of the control plane. Two functions of the control plane answer it, and the application plane, which knows who
// asks for which tenant, is the only one that may invoke them. Nothing here changes a tenant: an operator decides about what is asked.

/** The physical name of that function. */
export const ACCOUNT_FUNCTION = 'tenantry-tenant-account'
/** And that of the function which answers lists. It reads the audit, so it is another one: whoever adds records cannot look for any. */
export const ACCOUNT_LISTS_FUNCTION = 'tenantry-tenant-lists'

/** A tier as a tenant's admin chooses it. */
const AccountTier = z
  .object({
    name: z.string(),
    deployment: z.enum(['pool', 'silo']),
    rate: z.number(),
    burst: z.int(),
    quota: z.int(),
    priceCents: z.int(),
    entitlements: z.array(z.string()),
    allowances: z.record(z.string(), z.int()),
  })
  .register(z.globalRegistry, { id: 'AccountTier' })
export type AccountTier = z.infer<typeof AccountTier>

/** What a tenant can ask for: another tier, or to leave. */
export const ACCOUNT_REQUEST_KINDS = ['tier', 'leave'] as const
/** Why, in the words of who asks; empty for nothing. */
const Words = z.string().check(z.trim(), z.maxLength(500))
export const AccountBody = z
  .strictObject({
    /** What the tenant asks for from now on; null for nothing. */
    request: z.nullable(
      z.discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('tier'),
          tier: z.string().check(z.minLength(1), z.maxLength(64)),
          words: z._default(Words, ''),
        }),
        z.strictObject({ kind: z.literal('leave'), words: z._default(Words, '') }),
      ]),
    ),
  })
  .register(z.globalRegistry, { id: 'AccountBody' })
export type AccountBody = z.infer<typeof AccountBody>

/** What was asked for last, until it is withdrawn, or done. */
const AccountRequest = z
  .object({
    kind: z.enum(ACCOUNT_REQUEST_KINDS),
    tier: z.nullable(z.string()),
    words: z.string(),
    state: z.enum(['open', 'declined']),
    askedAt: z.iso.datetime(),
    /** Why an operator declined it. */
    reason: z.nullable(z.string()),
  })
  .register(z.globalRegistry, { id: 'AccountRequest' })
export type AccountRequest = z.infer<typeof AccountRequest>

/** The requests of a UTC month that its quota is about. */
const AccountUsage = z
  .object({ month: z.string(), used: z.int(), quota: z.int(), left: z.int(), resetsAt: z.iso.datetime() })
  .register(z.globalRegistry, { id: 'AccountUsage' })
export type AccountUsage = z.infer<typeof AccountUsage>

/** A tenant as its admins see it. */
export const AccountView = z
  .object({
    tier: AccountTier,
    /** The tiers on offer, in their order. */
    offered: z.array(AccountTier),
    /** Null while it cannot be told. */
    usage: z.nullable(AccountUsage),
    /** The workflow that is at work on the tenant; null while there is none. */
    work: z.nullable(
      z.object({
        kind: z.enum(WORKFLOW_KINDS),
        status: z.enum(WORKFLOW_STATUSES),
        startedAt: z.iso.datetime(),
        waitsUntil: z.nullable(z.iso.datetime()),
      }),
    ),
    request: z.nullable(AccountRequest),
  })
  .register(z.globalRegistry, { id: 'Account' })
export type AccountView = z.infer<typeof AccountView>

/** A change that a person of the tenant made. */
export const AccountAuditEntry = z
  .object({
    ...z.pick(AuditEntry, { id: true, at: true, action: true, object: true, before: true, after: true, outcome: true })
      .shape,
    actor: z.object({ id: z.nullable(z.string()), role: z.nullable(z.string()) }),
  })
  .register(z.globalRegistry, { id: 'AccountAuditEntry' })

/** What a tenant used in an interval of what its provider is billed for, and what that cost, where the deployment shows it. */
export const AccountCost = z
  .object({
    from: z.iso.datetime(),
    service: z.string(),
    /** What was counted; null for what is nobody's use, but the tenant's own resource. */
    driver: z.nullable(z.string()),
    used: z.nullable(z.string()),
    /** US dollars with twelve decimals; null where tenants are not shown what they cost. */
    cost: z.nullable(z.string()),
  })
  .register(z.globalRegistry, { id: 'AccountCost' })
export type AccountCost = z.infer<typeof AccountCost>

/** Entries of a page of the audit at most. */
const AUDIT_LIMIT = 100

/** Lists of an account, which the control plane answers as operators see them, for the one tenant. */
export const ACCOUNT_LISTS = {
  usage: pageOf(UsageView),
  requests: pageOf(RequestView),
  audit: pageOf(AccountAuditEntry),
  costs: pageOf(AccountCost),
} as const
const page = (most: number) => ({
  limit: z.optional(z.int().check(z.minimum(1), z.maximum(most))),
  cursor: z.optional(z.string()),
})
const Moment = z.optional(z.iso.datetime({ offset: true }))
const span = { from: Moment, to: Moment, ...page(USAGE_LIMIT) }
export const AccountUsageQuery = z.object({ ...span, by: z.optional(z.enum(USAGE_INTERVALS)) })
export const AccountRequestsQuery = z.object({ ...span, why: z.optional(RequestView.shape.why) })
export const AccountAuditQuery = z.object({ ...span, ...page(AUDIT_LIMIT) })

/** The intervals of a tenant's own costs. */
const ACCOUNT_COST_INTERVALS = ['day', 'month'] as const
export const AccountCostsQuery = z.object({ ...span, by: z.optional(z.enum(ACCOUNT_COST_INTERVALS)) })

export type AccountList = keyof typeof ACCOUNT_LISTS

/** Whose question it is: the access token says who asks, and for which tenant; the rest is for the audit. */
const Asker = z.object({
  token: z.string().check(z.minLength(1)),
  role: z.enum(TENANT_ROLES),
  sourceIp: z.nullable(z.string()),
  requestId: z.nullable(z.string()),
})
export type AccountAsker = z.infer<typeof Asker>

/** What the function is invoked with. */
export const AccountQuestion = z.discriminatedUnion('operation', [
  z.object({ operation: z.literal('show'), tenantId: TenantId, by: Asker }),
  z.object({ operation: z.literal('ask'), tenantId: TenantId, by: Asker, request: AccountBody.shape.request }),
])
export type AccountQuestion = z.infer<typeof AccountQuestion>

/** What the function of lists is invoked with. */
export const AccountListQuestion = z.object({
  tenantId: TenantId,
  by: Asker,
  list: z.enum(Object.keys(ACCOUNT_LISTS) as AccountList[]),
  /** As the caller wrote it: the control plane says what is wrong with it. */
  query: z.record(z.string(), z.string()),
})
export type AccountListQuestion = z.infer<typeof AccountListQuestion>

/** Refusals that are the caller's business. */
export const ACCOUNT_REFUSALS = [
  'CONFLICT',
  'FORBIDDEN',
  'INVALID_CURSOR',
  'INVALID_REQUEST',
  'NOT_FOUND',
  'TIER_UNAVAILABLE',
] as const

const Refusal = z.object({
  refusal: z.object({ code: z.enum(ACCOUNT_REFUSALS), message: z.string(), field: z.optional(z.string()) }),
})
export type AccountRefusal = z.infer<typeof Refusal>

/** What it answers: the account as it is then, or why not. */
export const AccountAnswer = z.union([z.object({ account: AccountView }), Refusal])
export type AccountAnswer = z.infer<typeof AccountAnswer>

/** And the function of lists: a page of one. */
export const AccountListAnswer = z.union([
  z.object({ page: z.object({ items: z.array(z.unknown()), nextCursor: z.nullable(z.string()) }) }),
  Refusal,
])
export type AccountListAnswer = z.infer<typeof AccountListAnswer>
