import type { TenantState } from '@tenantry/contracts/events.ts'
import { TenantId } from '@tenantry/contracts/ids.ts'
import * as z from 'zod/mini'

const facts = {
  tenantId: TenantId,
  name: z.string(),
  adminEmail: z.string(),
  tier: z.string(),
  deployment: z.enum(['pool', 'silo']),
  shards: z.int(),
  registrationId: z.string(),
  createdAt: z.string(),
  /** Grows by one with every change; the whole order that consumers of events have. */
  sequence: z.int(),
}

/** A tenant as the control plane knows it. */
export const Tenant = z.discriminatedUnion('status', [
  z.object({ ...facts, status: z.literal('provisioning'), apiKeyId: z.nullable(z.string()) }),
  z.object({ ...facts, status: z.literal('active'), apiKeyId: z.string(), activatedAt: z.string() }),
  z.object({ ...facts, status: z.literal('failed'), failedAt: z.string(), failure: z.string() }),
])
export type Tenant = z.infer<typeof Tenant>

/** What can happen to a tenant. */
export type Change =
  | { type: 'api-key-created'; apiKeyId: string }
  | { type: 'provisioning-requested' }
  | { type: 'activated' }
  | { type: 'onboarding-failed'; reason: string }

/** A change that the tenant's state does not allow: a step that came too late, or a bug. */
export class TransitionRefused extends Error {
  override name = 'TransitionRefused'
}

/** The tenant after a change, one sequence further, or null when it is so already: each step of a lifecycle may run again. */
export function changed(tenant: Tenant, change: Change, at: string): Tenant | null {
  switch (change.type) {
    case 'api-key-created':
      return withApiKey(tenant, change.apiKeyId)
    case 'provisioning-requested':
      return requested(tenant)
    case 'activated':
      return activated(tenant, at)
    case 'onboarding-failed':
      return failed(tenant, change.reason, at)
    default:
      throw change satisfies never
  }
}

function withApiKey(tenant: Tenant, apiKeyId: string): Tenant | null {
  if (tenant.status !== 'failed' && tenant.apiKeyId === apiKeyId) return null
  if (tenant.status === 'provisioning') return { ...next(tenant), apiKeyId }
  throw refusal(tenant, 'given an API key')
}

function requested(tenant: Tenant): Tenant {
  // An active tenant may be asked for again: an execution that was cut off starts over, and the app plane answers as before.
  if (tenant.status === 'failed' || tenant.apiKeyId === null) throw refusal(tenant, 'provisioned')
  return next(tenant)
}

function activated(tenant: Tenant, at: string): Tenant | null {
  if (tenant.status === 'active') return null
  if (tenant.status === 'failed' || tenant.apiKeyId === null) throw refusal(tenant, 'activated')
  return { ...next(tenant), status: 'active', apiKeyId: tenant.apiKeyId, activatedAt: at }
}

function failed(tenant: Tenant, failure: string, at: string): Tenant | null {
  // Whoever is served stays served: a compensation that comes after the activation has nothing to undo.
  if (tenant.status !== 'provisioning') return null
  const { apiKeyId: _, ...rest } = next(tenant)
  return { ...rest, status: 'failed', failedAt: at, failure }
}

const next = <T extends Tenant>(tenant: T): T => ({ ...tenant, sequence: tenant.sequence + 1 })

const refusal = (tenant: Tenant, what: string) =>
  new TransitionRefused(`Tenant ${tenant.tenantId} is ${tenant.status} and cannot be ${what}`)

/** What events say of a tenant; `status` is given where an event announces the state that is to be. */
export function stateOf(tenant: Tenant, status: TenantState['status'] = tenant.status): TenantState {
  const { tenantId, registrationId, tier, deployment, shards, sequence, adminEmail } = tenant
  const apiKeyId = tenant.status === 'failed' ? null : tenant.apiKeyId
  return {
    tenantId,
    tenantName: tenant.name,
    registrationId,
    status,
    tier,
    deployment,
    shards,
    sequence,
    adminEmail,
    apiKeyId,
  }
}
