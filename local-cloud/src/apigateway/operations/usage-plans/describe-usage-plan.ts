import { notFound } from '../../errors.ts'
import type { Gateway } from '../../gateway.ts'
import type { UsagePlan } from '../../stores/usage-plan.ts'

/** A plan as the API shows it. */
export function describeUsagePlan(plan: UsagePlan): object {
  return {
    id: plan.id,
    name: plan.name,
    description: plan.description,
    apiStages: plan.apiStages.map(({ apiId, stage, throttle }) => ({
      apiId,
      stage,
      ...(Object.keys(throttle).length > 0 && { throttle }),
    })),
    ...(plan.throttle && { throttle: plan.throttle }),
    ...(plan.quota && { quota: plan.quota }),
    ...(Object.keys(plan.tags).length > 0 && { tags: plan.tags }),
  }
}

export function findUsagePlan({ plans }: Pick<Gateway, 'plans'>, id: string): UsagePlan {
  const plan = plans.get(id)
  if (!plan) throw notFound('Invalid Usage Plan ID specified')
  return plan
}
