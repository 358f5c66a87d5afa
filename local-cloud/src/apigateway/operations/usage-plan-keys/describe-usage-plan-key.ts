import { notFound } from '../../errors.ts'
import type { Gateway } from '../../gateway.ts'
import type { ApiKey } from '../../stores/usage-plan.ts'
import { findUsagePlan } from '../usage-plans/describe-usage-plan.ts'

/** A plan's key as the API shows it. */
export const describeUsagePlanKey = ({ id, value, name }: ApiKey): object => ({ id, type: 'API_KEY', value, name })

/** The key, if it is in the plan. */
export function findUsagePlanKey(
  { keys, plans }: Pick<Gateway, 'keys' | 'plans'>,
  planId: string,
  keyId: string,
): ApiKey {
  findUsagePlan({ plans }, planId)
  const key = keys.get(keyId)
  if (!key || !keys.plansOf(keyId).includes(planId)) throw notFound('Invalid Usage Plan Key identifier specified')
  return key
}
