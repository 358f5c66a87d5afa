import type { Operation } from '../../../core/service.ts'
import type { Gateway } from '../../gateway.ts'
import type { UsagePlan } from '../../stores/usage-plan.ts'
import { access } from '../access.ts'
import { type PatchOperation, readPatches } from '../patch.ts'
import { withResourceTags } from '../tags.ts'
import { checkPlan } from './check-plan.ts'
import { describeUsagePlan, findUsagePlan } from './describe-usage-plan.ts'
import { patchUsagePlan } from './patch-usage-plan.ts'

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateUsagePlan.html */
export const updateUsagePlan = (
  gateway: Gateway,
): Operation<{ usagePlanId: string; patchOperations?: PatchOperation[] }> => ({
  input: { usagePlanId: true, patchOperations: { op: true, path: true, value: true } },
  http: { method: 'PATCH', path: '/usageplans/{usagePlanId}' },
  access: ({ usagePlanId }) =>
    withResourceTags(access(gateway.context, 'PATCH', 'usageplans', usagePlanId), gateway.plans.get(usagePlanId)),
  run({ usagePlanId, patchOperations }) {
    const plan: UsagePlan = structuredClone(findUsagePlan(gateway, usagePlanId))
    for (const patch of readPatches(patchOperations)) patchUsagePlan(plan, patch)
    checkPlan(gateway, plan)
    gateway.plans.put(plan)
    return describeUsagePlan(plan)
  },
})
