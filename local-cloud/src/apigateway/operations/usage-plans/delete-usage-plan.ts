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
    const [stage] = findUsagePlan(gateway, usagePlanId).apiStages
    // https://github.com/aws/aws-sdk-js/issues/3841
    if (stage) {
      const first = `${stage.apiId}:${stage.stage}`
      throw badRequest(
        `Cannot delete Usage Plan ${usagePlanId} because there are API Stages associated with it, including ${first}`,
      )
    }
    gateway.keys.removePlan(usagePlanId)
    gateway.plans.remove(usagePlanId)
  },
})
