import { Deployment } from '@tenantry/contracts/deployment.ts'
import type { TenantState } from '@tenantry/contracts/events.ts'
import { TenantId } from '@tenantry/contracts/ids.ts'
import * as z from 'zod/mini'

const facts = {
  tenantId: TenantId,
  name: z.string(),
  adminEmail: z.string(),
  tier: z.string(),
  deployment: Deployment,
  shards: z.int(),
  registrationId: z.string(),
  /** The workflow that is at work on it, or failed and can be retried: there is one at a time. */
  workflowId: z.nullable(z.string()),
  createdAt: z.string(),
  /** Grows by one with every change; the whole order that consumers of events have. */
  sequence: z.int(),
}

const Facts = z.object(facts)

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
  z.object({ ...facts, status: z.literal('failed'), failedAt: z.string(), failure: z.string() }),
  z.object({ ...facts, status: z.literal('deleted'), deletedAt: z.string() }),
])
export type Tenant = z.infer<typeof Tenant>

/** What can happen to a tenant. */
export type Change =
  | { type: 'api-key-created'; apiKeyId: string }
  | { type: 'provisioning-requested' }
  | { type: 'activated' }
  | { type: 'onboarding-failed'; reason: string }
  | { type: 'approved' }
  | { type: 'rejected'; reason: string }
  | { type: 'onboarding-retried' }
  | { type: 'suspended'; reason: string }
  | { type: 'reactivated' }
  | { type: 'invitation-resent' }
  /** The reason names the person, for the history. */
  | { type: 'admin-appointed'; email: string; reason: string }
  | { type: 'deleted' }

/** A change that the tenant's state does not allow: a step that came too late, an operator who saw an older state, or a bug. */
export class TransitionRefused extends Error {
  override name = 'TransitionRefused'
}

/**
 * The tenant after a change, one sequence further, or null when it is so already: each step of a lifecycle may run again. What an
 * operator wants twice is refused the second time.
 */
export function applyChange(tenant: Tenant, change: Change, at: string): Tenant | null {
  switch (change.type) {
    case 'api-key-created':
      return withApiKey(tenant, change.apiKeyId)
    case 'provisioning-requested':
      return requested(tenant)
    case 'activated':
      return activated(tenant, at)
    case 'onboarding-failed':
      return failed(tenant, change.reason, at)
    case 'approved':
      return provisioned(tenant, ['awaiting-approval'], 'approved')
    case 'rejected':
      return rejected(tenant, change.reason, at)
    case 'onboarding-retried':
      // One whose compensation did not end is still in provisioning.
      return provisioned(tenant, ['failed', 'provisioning'], 'onboarded again')
    case 'suspended':
      return suspended(tenant, change.reason, at)
    case 'reactivated':
      return reactivated(tenant)
    case 'invitation-resent':
      return next(served(tenant, 'invited to'))
    case 'admin-appointed':
      return next({ ...served(tenant, 'given an admin'), adminEmail: change.email })
    case 'deleted':
      return deleted(tenant, at)
    default:
      throw change satisfies never
  }
}

function withApiKey(tenant: Tenant, apiKeyId: string): Tenant | null {
  if (keyOf(tenant) === apiKeyId) return null
  if (tenant.status === 'provisioning') return { ...next(tenant), apiKeyId }
  throw refusal(tenant, 'given an API key')
}

function requested(tenant: Tenant): Tenant {
  if (tenant.status === 'provisioning' && tenant.apiKeyId !== null) return next(tenant)
  throw refusal(tenant, 'provisioned')
}

function activated(tenant: Tenant, at: string): Tenant | null {
  if (tenant.status === 'active') return null
  if (tenant.status !== 'provisioning' || tenant.apiKeyId === null) throw refusal(tenant, 'activated')
  return { ...next(tenant), status: 'active', workflowId: null, apiKeyId: tenant.apiKeyId, activatedAt: at }
}

function failed(tenant: Tenant, failure: string, at: string): Tenant | null {
  // A tenant that is served stays served: a compensation that comes after the activation has nothing to undo.
  if (tenant.status !== 'provisioning') return null
  const { apiKeyId: _, ...rest } = next(tenant)
  return { ...rest, status: 'failed', failedAt: at, failure }
}

function provisioned(tenant: Tenant, from: Tenant['status'][], what: string): Tenant {
  if (!from.includes(tenant.status)) throw refusal(tenant, what)
  return { ...next(factsOf(tenant)), status: 'provisioning', apiKeyId: null }
}

function rejected(tenant: Tenant, failure: string, at: string): Tenant {
  if (tenant.status !== 'awaiting-approval') throw refusal(tenant, 'rejected')
  return { ...next(tenant), status: 'failed', workflowId: null, failedAt: at, failure }
}

function suspended(tenant: Tenant, suspension: string, at: string): Tenant {
  if (tenant.status !== 'active') throw refusal(tenant, 'suspended')
  return { ...next(tenant), status: 'suspended', suspendedAt: at, suspension }
}

function reactivated(tenant: Tenant): Tenant {
  if (tenant.status !== 'suspended') throw refusal(tenant, 'reactivated')
  const { apiKeyId, activatedAt } = tenant
  return { ...next(factsOf(tenant)), status: 'active', apiKeyId, activatedAt }
}

/** A tenant that has people, or refuses it. */
function served(tenant: Tenant, what: string): Tenant {
  if (tenant.status === 'active' || tenant.status === 'suspended') return tenant
  throw refusal(tenant, what)
}

function deleted(tenant: Tenant, at: string): Tenant {
  if (tenant.status !== 'failed') throw refusal(tenant, 'deleted')
  return { ...next(factsOf(tenant)), status: 'deleted', workflowId: null, deletedAt: at }
}

/** The id of a tenant's API key; null while there is none. */
export const keyOf = (tenant: Tenant): string | null => ('apiKeyId' in tenant ? tenant.apiKeyId : null)

type Facts = z.infer<typeof Facts>

/** What a tenant is in every state. */
const factsOf = (tenant: Facts): Facts => z.parse(Facts, tenant)

const next = <T extends Facts>(tenant: T): T => ({ ...tenant, sequence: tenant.sequence + 1 })

const refusal = (tenant: Tenant, what: string) =>
  new TransitionRefused(`Tenant ${tenant.tenantId} is ${tenant.status} and cannot be ${what}`)

/** Of an event whose time is not known yet. */
export type UndatedState = Omit<TenantState, 'changedAt'>

/**
 * What events say of a tenant, and which workflow they are a part of; `announced` is given where an event announces the state that is to
 * be.
 */
export function stateOf(
  tenant: Tenant,
  { workflowId, announced }: { workflowId: string | null; announced?: TenantState['status'] | undefined },
): UndatedState {
  if (tenant.status === 'awaiting-approval' || tenant.status === 'deleted')
    throw new Error(`The application plane does not hear of a tenant that is ${tenant.status}`)
  const { tenantId, registrationId, tier, deployment, shards, sequence, adminEmail, createdAt } = tenant
  return {
    tenantId,
    tenantName: tenant.name,
    registrationId,
    workflowId,
    status: announced ?? tenant.status,
    tier,
    deployment,
    shards,
    sequence,
    adminEmail,
    createdAt,
    apiKeyId: keyOf(tenant),
  }
}
