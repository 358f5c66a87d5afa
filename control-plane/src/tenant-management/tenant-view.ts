import type { TenantDetails, TenantSummary } from '@tenantry/contracts/control-plane-api/schemas.ts'
import type * as z from 'zod/mini'
import { keyOf, type Tenant } from '../tenants/tenant.ts'

/** A tenant in a list. */
export function summaryOf(tenant: Tenant): z.infer<typeof TenantSummary> {
  const { tenantId, name, status, tier, deployment, createdAt } = tenant
  return { tenantId, name, status, tier, deployment, createdAt }
}

/** A tenant by itself, for operators. */
export function detailsOf(tenant: Tenant): z.infer<typeof TenantDetails> {
  const { adminEmail, registrationId, workflowId, shards, sequence, formerNames, limits, heldQuota } = tenant
  const apiKeyId = keyOf(tenant)
  return {
    ...summaryOf(tenant),
    adminEmail,
    registrationId,
    workflowId,
    shards,
    limits,
    heldQuota,
    sequence,
    version: sequence,
    apiKey: apiKeyId === null ? null : masked(apiKeyId),
    failure: tenant.status === 'failed' ? tenant.failure : null,
    suspension: 'suspension' in tenant ? tenant.suspension : null,
    endsAt: tenant.status === 'offboarding' ? tenant.endsAt : null,
    formerNames,
  }
}

const masked = (id: string): string => `…${id.slice(-4)}`
