import type { TenantState } from '@tenantry/contracts/events.ts'
import type { OwnPlan } from '@tenantry/contracts/plan.ts'
import { keyOf, type Tenant } from './tenant.ts'
import { announcedStatus } from './tenant-leaving.ts'

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
  if (tenant.status === 'awaiting-approval')
    throw new Error(`The application plane does not hear of a tenant that is ${tenant.status}`)
  const { tenantId, registrationId, tier, deployment, shards, growsTo, journaled, sequence } = tenant
  const { adminEmail, createdAt, limits } = tenant
  return {
    tenantId,
    tenantName: tenant.name,
    registrationId,
    workflowId,
    status: announced ?? announcedStatus(tenant),
    tier,
    deployment,
    readShards: growsTo ?? shards,
    writeShards: shards,
    journaled,
    ownPlan: limits && ownPlanOf(limits),
    sequence,
    adminEmail,
    createdAt,
    apiKeyId: keyOf(tenant),
    ...(tenant.status === 'offboarding' && { endsAt: tenant.endsAt }),
  }
}

const ownPlanOf = ({ entitlements, allowances, until }: OwnPlan): OwnPlan => ({ entitlements, allowances, until })
