import type { Attention } from './needs-attention.ts'
import { type QuotaServices, quotaUse } from './quota-use.ts'
import type { TenantTime } from './tenant-times.ts'

const NEAR = 0.8
/** Quotas are looked up of those that make the most requests: whoever uses a quota up is among them. */
const MOST_LOOKED_UP = 40

/** Tenants that have used four fifths of this month's quota, by what was metered: API Gateway's own count is asked for a single tenant alone. */
export async function nearQuota(services: QuotaServices, times: readonly TenantTime[]): Promise<Attention[]> {
  const busiest = times.toSorted((one, other) => other.requests - one.requests).slice(0, MOST_LOOKED_UP)
  const named = await Promise.all(busiest.map((time) => nearOf(services, time)))
  return named.flatMap((one) => one ?? [])
}

async function nearOf(services: QuotaServices, { tenantId, tier }: TenantTime): Promise<Attention | null> {
  const use = await quotaUse(services, tenantId)
  if (!use || use.used < NEAR * use.quota) return null
  const { used, quota } = use
  const detail = `about ${used} of this month's ${quota} requests are used`
  return { tenantId, tier, why: 'near-quota', detail, weight: Math.min(1, used / quota) }
}
