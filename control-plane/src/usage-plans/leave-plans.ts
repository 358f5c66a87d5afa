import type { ApiStage, PlanGateway } from './plan-gateway.ts'

/** Takes a stage off all plans, or all but one: API Gateway deletes no stage that a plan names. */
export async function leavePlans(
  plans: Pick<PlanGateway, 'list' | 'removeStages'>,
  stage: ApiStage,
  { but = null }: { but?: string | null } = {},
): Promise<void> {
  for (const { usagePlanId, stages } of (await plans.list()).plans)
    if (usagePlanId !== but && stages.includes(stage)) await plans.removeStages(usagePlanId, [stage])
}
