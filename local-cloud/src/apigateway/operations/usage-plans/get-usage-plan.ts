import type { Operation } from '../../../core/service.ts'
import type { Gateway } from '../../gateway.ts'
import { access } from '../access.ts'
import { describeUsagePlan, findUsagePlan } from './describe-usage-plan.ts'

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlan.html */
export const getUsagePlan = (gateway: Gateway): Operation<{ usagePlanId: string }> => ({
  input: { usagePlanId: true },
  http: { method: 'GET', path: '/usageplans/{usagePlanId}' },
  access: ({ usagePlanId }) => access(gateway.context, 'GET', 'usageplans', usagePlanId),
  run: ({ usagePlanId }) => describeUsagePlan(findUsagePlan(gateway, usagePlanId)),
})
