import { OwnLimits } from '@tenantry/contracts/control-plane-api/tier-schemas.ts'
import { Deployment } from '@tenantry/contracts/deployment.ts'
import { TenantId } from '@tenantry/contracts/ids.ts'
import type { WorkflowKind } from '@tenantry/contracts/workflows.ts'
import * as z from 'zod/mini'

const HeldQuota = z.object({ quota: z.int(), until: z.string() })

const facts = {
  tenantId: TenantId,
  name: z.string(),
  /** Names that it had, which are still claimed for it; the latest one comes last. */
  formerNames: z._default(z.array(z.object({ name: z.string(), until: z.string() })), []),
  adminEmail: z.string(),
  tier: z.string(),
  /** Tiers that it had, and until when; the latest one comes last. */
  formerTiers: z._default(z.array(z.object({ tier: z.string(), until: z.string() })), []),
  deployment: Deployment,
  /** Limits of its own, in place of its tier's. */
  limits: z._default(z.nullable(OwnLimits), null),
  /** A smaller quota than that of its limits, until the month ends: what a change of tier could not carry over otherwise. */
  heldQuota: z._default(z.nullable(HeldQuota), null),
  /** Requests of a UTC month that were counted for earlier API keys; of any other month there are none. */
  usedBefore: z._default(z.nullable(z.object({ month: z.string(), requests: z.int() })), null),
  /** New entities go to shards 0 … n−1. */
  shards: z.int(),
  /** How many are read already, while the tenant's shards grow to so many. */
  growsTo: z.optional(z.int()),
  /** Whether its writes are journaled where it is served, because its data moves. */
  journaled: z._default(z.boolean(), false),
  registrationId: z.string(),
  /** The workflow that is at work on it, or failed and can be retried: there is one at a time. */
  workflowId: z.nullable(z.string()),
  createdAt: z.string(),
  /** When operators invited an admin last; left out where they have not since it is served. */
  invitedAt: z.optional(z.string()),
  /** Grows by one with every change; the whole order that consumers of events have. */
  sequence: z.int(),
}

/** What a tenant is in every state. */
export const Facts = z.object(facts)
export type Facts = z.infer<typeof Facts>

/** A tenant as the control plane knows it. */
export const Tenant = z.discriminatedUnion('status', [
  z.object({ ...facts, status: z.literal('awaiting-approval') }),
  z.object({ ...facts, status: z.literal('provisioning'), apiKeyId: z.nullable(z.string()) }),
  z.object({ ...facts, status: z.literal('active'), apiKeyId: z.string(), activatedAt: z.string() }),
  z.object({
    ...facts,
    status: z.literal('suspended'),
    apiKeyId: z.string(),
    activatedAt: z.string(),
    suspendedAt: z.string(),
    suspension: z.string(),
  }),
  z.object({
    ...facts,
    status: z.literal('offboarding'),
    apiKeyId: z.string(),
    activatedAt: z.string(),
    /** When it is deleted; until then it is served, unless it is suspended. */
    endsAt: z.string(),
    /** Whether its people were shut out, for what it has to be exported and deleted. */
    isClosed: z.boolean(),
    /** Null while it is not suspended. */
    suspendedAt: z.nullable(z.string()),
    suspension: z.nullable(z.string()),
  }),
  z.object({ ...facts, status: z.literal('failed'), failedAt: z.string(), failure: z.string() }),
  z.object({ ...facts, status: z.literal('deleted'), deletedAt: z.string() }),
])
export type Tenant = z.infer<typeof Tenant>

/** Work on a tenant that is served, in the background: every kind of workflow but those that make it. */
export type WorkKind = Exclude<WorkflowKind, 'onboarding' | 'import'>

/** What becomes of work on a tenant. It holds the tenant from its start until it is done, undone or failed. */
export interface WorkChange {
  type: `${WorkKind}-${'started' | 'retried' | 'confirmed' | 'undoing' | 'done' | 'undone' | 'failed'}`
  workflowId: string
  reason?: string
  /** Of an offboarding that starts: when the tenant is deleted. */
  endsAt?: string
}

/** What depends on the API key that a tenant has: its limits, and what it has used. */
export type Keyed = Pick<Tenant, 'tier' | 'limits' | 'heldQuota' | 'usedBefore'> & { apiKeyId: string }

/** What can happen to a tenant. */
export type Change =
  | WorkChange
  | { type: 'silo-made'; deployment: Deployment }
  /** It has as many shards as the export that it is made from. */
  | { type: 'shards-taken-over'; shards: number }
  | { type: 'api-key-created'; apiKeyId: string }
  | ({ type: 'key-switched' } & Keyed)
  | { type: 'usage-settled'; usedBefore: Tenant['usedBefore'] }
  | { type: 'provisioning-requested' }
  | { type: 'activated' }
  | { type: 'onboarding-failed'; reason: string }
  | { type: 'approved' }
  | { type: 'rejected'; reason: string }
  | { type: 'onboarding-retried' }
  /** It is being made, and is not wanted any more. */
  | { type: 'onboarding-undoing' }
  | { type: 'suspended'; reason: string }
  | { type: 'reactivated' }
  | { type: 'invitation-resent' }
  /** The reason names the person, for the history. */
  | { type: 'admin-appointed'; email: string; reason: string }
  | { type: 'renamed'; name: string }
  | { type: 'shards-announced'; shards: number }
  | { type: 'shards-grown' }
  | { type: 'growth-undone'; reason: string }
  /** From now on its writes are journaled, so that its data can move. */
  | { type: 'move-announced' }
  | ({ type: 'moved'; deployment: Deployment } & Keyed)
  /** Its writes are journaled no longer. */
  | { type: 'move-ended' }
  /** The application plane is told again where it is served. */
  | { type: 'place-announced' }
  /** It is served where it was before, and its writes are journaled no longer. */
  | ({ type: 'moved-back'; deployment: Deployment; reason: string } & Keyed)
  /** The people of a tenant that is deleted are shut out before it is exported. */
  | { type: 'access-ended' }
  | { type: 'deleted' }
