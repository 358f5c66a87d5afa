import type { TenantDetails, TenantSummary } from '@tenantry/contracts/control-plane-api/schemas.ts'
import type * as z from 'zod/mini'
import type { Tenant } from '../tenants/tenant.ts'

/** A tenant in a list. */
export function summaryOf(tenant: Tenant): z.infer<typeof TenantSummary> {
  const { tenantId, name, status, tier, deployment, createdAt } = tenant
  return { tenantId, name, status, tier, deployment, createdAt }
}

/** A tenant by itself, for operators. */
export function detailsOf(tenant: Tenant): z.infer<typeof TenantDetails> {
  const { adminEmail, registrationId, shards, sequence } = tenant
  const failed = tenant.status === 'failed'
  return {
    ...summaryOf(tenant),
    adminEmail,
    registrationId,
    shards,
    sequence,
    apiKey: failed || tenant.apiKeyId === null ? null : masked(tenant.apiKeyId),
    failure: failed ? tenant.failure : null,
  }
}

const masked = (id: string): string => `…${id.slice(-4)}`
