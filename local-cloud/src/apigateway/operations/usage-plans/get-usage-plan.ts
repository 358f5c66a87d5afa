import type { Operation } from '../../../core/service.ts'
import type { Gateway } from '../../gateway.ts'
import { access } from '../access.ts'
import { withResourceTags } from '../tags.ts'
import { describeUsagePlan, findUsagePlan } from './describe-usage-plan.ts'

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlan.html */
export const getUsagePlan = (gateway: Gateway): Operation<{ usagePlanId: string }> => ({
  input: { usagePlanId: true },
  http: { method: 'GET', path: '/usageplans/{usagePlanId}' },
  access: ({ usagePlanId }) =>
    withResourceTags(access(gateway.context, 'GET', 'usageplans', usagePlanId), gateway.plans.get(usagePlanId)),
  run: ({ usagePlanId }) => describeUsagePlan(findUsagePlan(gateway, usagePlanId)),
})
