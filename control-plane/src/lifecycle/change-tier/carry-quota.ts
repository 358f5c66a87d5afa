import { type KeyUsage, monthOf, type PlannedKey } from '../../usage-plans/key-usage.ts'
import type { PlanGateway } from '../../usage-plans/plan-gateway.ts'
import type { Input } from './input.ts'

export interface UsageServices {
  usage: KeyUsage
  plans: Pick<PlanGateway, 'planOf'>
  system: { now(): number }
}

/** What a tenant has used this month by its first key and those before: by our own count, which outlives the keys. */
export async function usedByOldKeys(
  { usage, plans, system }: Omit<UsageServices, 'usage'> & { usage: Pick<KeyUsage, 'ofMonth'> },
  { usedBefore, apiKeyId }: Pick<Input['from'], 'usedBefore' | 'apiKeyId'>,
): Promise<{ month: string; requests: number }> {
  const now = system.now()
  const month = monthOf(now)
  const usagePlanId = await plans.planOf(apiKeyId)
  const { used } = usagePlanId === null ? { used: 0 } : await usage.ofMonth({ usagePlanId, keyId: apiKeyId }, now)
  return { month, requests: used + (usedBefore?.month === month ? usedBefore.requests : 0) }
}

/**
 * Leaves a key what is left of a quota of which so much is used, and reads it back: `unread` while API Gateway does not show it, `refused` where
 * it does not take it.
 */
export async function carryQuota(
  { usage, system }: Pick<UsageServices, 'usage' | 'system'>,
  key: PlannedKey,
  { quota, used }: { quota: number; used: number },
): Promise<'carried' | 'unread' | 'refused'> {
  const before = await usage.ofMonth(key, system.now())
  const left = Math.max(0, quota - used - before.used)
  if (before.left === left || (before.left === null && used === 0)) return 'carried'
  if (!(await usage.setLeft(key, left))) return 'refused'
  const after = await usage.ofMonth(key, system.now())
  return after.left !== null && after.left <= left ? 'carried' : 'unread'
}

/** The first moment of the next UTC month, when quotas begin anew. */
export function endOfMonth(now: number): string {
  const date = new Date(now)
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)).toISOString()
}
