import { decodePlan } from '@tenantry/contracts/authorizer-context.ts'
import type { Plan } from '@tenantry/contracts/plan.ts'
import type { Route } from '@tenantry/contracts/route.ts'
import type { Allowance, Entitlement } from '@tenantry/contracts/service/entitlement.ts'
import { ApiError } from './api-error.ts'

/** Refuses a request whose tenant's plan does not have what the route needs, or has nothing left of what it uses. */
export function assertPlanAllows(
  { entitlement, uses }: Pick<Route<string, string>, 'entitlement' | 'uses'>,
  caller: Record<string, string>,
): void {
  if (!entitlement && !uses) return
  const { entitlements, spent } = decodePlan(caller)
  if (entitlement && !entitlements.includes(entitlement.key)) throw notEntitled(entitlement)
  if (uses && spent.includes(uses.key)) throw spentOf(uses)
}

/** The most of something that the tenant's plan has; null where it has no maximum. Services of the product ask their open service, which knows what they declare. */
export const maximumOf = ({ plan }: { plan: Plan }, { key }: Allowance): number | null => plan.allowances[key] ?? null

/** What code answers that has found by `isEntitled` that a tenant's plan does not have something. */
export const notEntitled = ({ key, label }: Entitlement): ApiError =>
  new ApiError('NOT_ENTITLED', `The tenant's plan does not include "${label}" (${key}).`, { entitlement: key })

/** What code answers when a tenant has as much of something as its plan allows. */
export const spentOf = ({ key, label, per }: Allowance): ApiError =>
  new ApiError(
    'ALLOWANCE_SPENT',
    per === 'month'
      ? `The tenant has used up "${label}" (${key}) of its plan for this month, which ends at midnight UTC of its last day.`
      : `The tenant has as much as its plan allows of "${label}" (${key}).`,
    { entitlement: key },
  )
