import { badRequest, limitExceeded, notFound } from '../../errors.ts'
import type { Gateway } from '../../gateway.ts'
import { MAX_USAGE_PLANS } from '../../limits.ts'
import type { UsagePlan } from '../../stores/usage-plan.ts'
import { checkOnePlanPerStage } from '../usage-plan-keys/check-join.ts'

const LAST_OFFSET = { DAY: 0, WEEK: 6, MONTH: 27 }

/** What AWS demands of a plan, new or changed. */
export function checkPlan(gateway: Pick<Gateway, 'config' | 'keys' | 'plans'>, plan: UsagePlan): void {
  if (!gateway.plans.get(plan.id) && gateway.plans.count() >= MAX_USAGE_PLANS) {
    throw limitExceeded('Maximum number of usage plans has been reached')
  }
  for (const { apiId, stage } of plan.apiStages) {
    if (!gateway.config.get('stage', apiId, stage)) throw notFound(`API Stage not found: ${apiId}:${stage}`)
  }
  const { quota } = plan
  if (quota) {
    if (!(quota.period in LAST_OFFSET)) throw badRequest('Usage Plan quota period must be one of: DAY, WEEK, MONTH')
    if (quota.limit <= 0) throw badRequest('Usage Plan quota limit must be greater than zero')
    const last = LAST_OFFSET[quota.period]
    if (quota.offset < 0 || quota.offset > last) {
      throw badRequest(
        last === 0
          ? 'Usage Plan quota offset must be zero in the DAY period'
          : `Usage Plan quota offset must be between zero and ${last}, inclusive, in the ${quota.period} period`,
      )
    }
  }
  checkOnePlanPerStage(gateway, plan)
}
