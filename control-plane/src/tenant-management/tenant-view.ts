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
  const { adminEmail, registrationId, workflowId, shards, sequence } = tenant
  const apiKeyId = keyOf(tenant)
  return {
    ...summaryOf(tenant),
    adminEmail,
    registrationId,
    workflowId,
    shards,
    sequence,
    version: sequence,
    apiKey: apiKeyId === null ? null : masked(apiKeyId),
    failure: tenant.status === 'failed' ? tenant.failure : null,
    suspension: tenant.status === 'suspended' ? tenant.suspension : null,
  }
}

const masked = (id: string): string => `…${id.slice(-4)}`
