import type { ServingView } from '@tenantry/contracts/control-plane-api/usage-schemas.ts'
import type { TenantTime } from './tenant-times.ts'

/** Fewer requests say nothing of how a tenant is served. */
const FEWEST = 5
const FAILING_SHARE = 0.05
const THROTTLED_SHARE = 0.05
export const SLOW_MS = 1_000

export type Attention = ServingView['attention'][number] & { weight: number }

/** What a tenant needs attention for most; failing weighs more than being throttled, and that more than being slow. */
export function needOf(time: TenantTime): Attention | null {
  const { tenantId, tier, requests, serverErrors, throttles, p95Ms } = time
  if (requests < FEWEST) return null
  const share = (part: number) => part / requests
  if (share(serverErrors) >= FAILING_SHARE) {
    const detail = `${serverErrors} of ${requests} requests failed`
    return { tenantId, tier, why: 'failing', detail, weight: 3 + share(serverErrors) }
  }
  if (share(throttles) >= THROTTLED_SHARE) {
    const detail = `${throttles} of ${requests} requests were throttled`
    return { tenantId, tier, why: 'throttled', detail, weight: 2 + share(throttles) }
  }
  if (p95Ms !== null && p95Ms > SLOW_MS) {
    const detail = `5 % of the requests take longer than ${Math.round(p95Ms)} ms`
    return { tenantId, tier, why: 'slow', detail, weight: 1 + Math.min(1, p95Ms / 30_000) }
  }
  return null
}
