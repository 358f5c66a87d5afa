import type { Limits } from '@tenantry/contracts/tiers.ts'

/** Whose usage plan: a tier's, or that of tenants whose own limits are these. */
export type PlanOf = { tier: string } | { limits: Limits }

/** What our plans begin with; an account may have others. */
export const PLAN_PREFIX = 'tenantry-'

/** The plan's name in API Gateway. Equal limits have one name, so tenants who have them share a plan: an account has 300. */
export function planName(of: PlanOf): string {
  if ('tier' in of) return `${PLAN_PREFIX}tier-${of.tier}`
  const { rate, burst, quota } = of.limits
  return `${PLAN_PREFIX}limits-${rate}-${burst}-${quota}`
}
