import type { Operation } from '../../../core/service.ts'
import { badRequest } from '../../errors.ts'
import type { Gateway } from '../../gateway.ts'
import { access } from '../access.ts'
import { withResourceTags } from '../tags.ts'
import { findUsagePlan } from './describe-usage-plan.ts'

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteUsagePlan.html */
export const deleteUsagePlan = (gateway: Gateway): Operation<{ usagePlanId: string }> => ({
  input: { usagePlanId: true },
  http: { method: 'DELETE', path: '/usageplans/{usagePlanId}', status: 202 },
  access: ({ usagePlanId }) =>
    withResourceTags(access(gateway.context, 'DELETE', 'usageplans', usagePlanId), gateway.plans.get(usagePlanId)),
  run({ usagePlanId }) {
    const plan = findUsagePlan(gateway, usagePlanId)
    if (plan.apiStages.length > 0) {
      throw badRequest('Cannot delete Usage Plan that is associated with API stages; remove the stages first')
    }
    gateway.keys.removePlan(plan.id)
    gateway.plans.remove(plan.id)
  },
})
