import type { Operation } from '../../../core/service.ts'
import { badRequest } from '../../errors.ts'
import type { Gateway } from '../../gateway.ts'
import { dateOf, dayOf, periodStart } from '../../stage/metering/quota-period.ts'
import { access } from '../access.ts'
import { type PatchOperation, readPatches, unknownPath } from '../patch.ts'
import { readInteger } from '../read-input.ts'
import { withResourceTags } from '../tags.ts'
import { findUsagePlanKey } from '../usage-plan-keys/describe-usage-plan-key.ts'
import { findUsagePlan } from '../usage-plans/describe-usage-plan.ts'
import { describeUsage } from './describe-usage.ts'

interface Input {
  usagePlanId: string
  keyId: string
  patchOperations?: PatchOperation[]
}

/** Sets what remains of a key's quota in the running period. https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateUsage.html */
export const updateUsage = (gateway: Gateway): Operation<Input> => ({
  input: { usagePlanId: true, keyId: true, patchOperations: { op: true, path: true, value: true } },
  http: { method: 'PATCH', path: '/usageplans/{usagePlanId}/keys/{keyId}/usage' },
  access: ({ usagePlanId, keyId }) =>
    withResourceTags(
      access(gateway.context, 'PATCH', 'usageplans', usagePlanId, 'keys', keyId, 'usage'),
      gateway.plans.get(usagePlanId),
    ),
  run({ usagePlanId, keyId, patchOperations }) {
    const { usage, context } = gateway
    const plan = findUsagePlan(gateway, usagePlanId)
    findUsagePlanKey(gateway, usagePlanId, keyId)
    const { quota } = plan
    if (!quota) throw badRequest('Usage Plan does not have a quota')
    const today = dayOf(context.clock.now())
    const start = periodStart(quota, today)
    for (const patch of readPatches(patchOperations)) {
      if (patch.op !== 'replace' || patch.written !== '/remaining') throw unknownPath(patch, ['/remaining'])
      const remaining = readInteger(patch.value, 'remaining')
      if (remaining < 0) throw badRequest('Usage remaining must not be negative')
      const used = usage.usedBetween(plan.id, keyId, start, today)
      usage.extend(plan.id, keyId, start, remaining + used - quota.limit)
    }
    const values = { [keyId]: describeUsage(usage, { planId: plan.id, keyId, quota, from: today, to: today }) }
    return { usagePlanId: plan.id, startDate: dateOf(today), endDate: dateOf(today), values }
  },
})
