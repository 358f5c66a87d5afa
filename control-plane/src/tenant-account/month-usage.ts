import type { AccountUsage } from '@tenantry/contracts/tenant-account.ts'
import type { Limits } from '@tenantry/contracts/tiers.ts'
import type { System } from '@tenantry/toolkit/system.ts'
import { endOfMonth } from '../lifecycle/change-tier/carry-quota.ts'
import { keyOf, type Tenant } from '../tenants/tenant.ts'
import { type KeyUsage, monthOf } from '../usage-plans/key-usage.ts'
import { limitsOf } from '../usage-plans/limits-of.ts'
import type { PlanGateway } from '../usage-plans/plan-gateway.ts'

interface Services {
  usage: Pick<KeyUsage, 'ofMonth'>
  plans: Pick<PlanGateway, 'planOf'>
  system: Pick<System, 'now'>
}

/** What a tenant has used of this month's quota, by the keys that it had before, too; null while it has no key on a plan. */
export async function monthUsage(
  { usage, plans, system }: Services,
  tenant: Tenant,
  tier: Limits,
): Promise<AccountUsage | null> {
  const keyId = keyOf(tenant)
  const usagePlanId = keyId === null ? null : await plans.planOf(keyId)
  if (keyId === null || usagePlanId === null) return null
  const now = system.now()
  const month = monthOf(now)
  const before = tenant.usedBefore?.month === month ? tenant.usedBefore.requests : 0
  const used = before + (await usage.ofMonth({ usagePlanId, keyId }, now)).used
  // A smaller quota that is held stands for what was used before.
  const { quota } = limitsOf({ ...tenant, heldQuota: null }, tier)
  return { month, used, quota, left: Math.max(0, quota - used), resetsAt: endOfMonth(now) }
}
