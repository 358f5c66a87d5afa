import type { Operation } from '../../../core/service.ts'
import { badRequest } from '../../errors.ts'
import type { Gateway } from '../../gateway.ts'
import { dayOf, periodStart } from '../../stage/metering/quota-period.ts'
import { access } from '../access.ts'
import { type PatchOperation, readPatches, unknownPath } from '../patch.ts'
import { readInteger } from '../read-input.ts'
import { withResourceTags } from '../tags.ts'
import { findUsagePlanKey } from '../usage-plan-keys/describe-usage-plan-key.ts'
import { findUsagePlan } from '../usage-plans/describe-usage-plan.ts'
import { dateOf, usageOf } from './usage-days.ts'

interface Input {
  usagePlanId: string
  keyId: string
  patchOperations?: PatchOperation[]
}

/**
 * Sets what a key has left of the running period's quota, more or less than it had; the next period begins with the plan's quota.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateUsage.html
 */
export const updateUsage = (gateway: Gateway): Operation<Input> => ({
  input: { usagePlanId: true, keyId: true, patchOperations: { op: true, path: true, value: true } },
  http: { method: 'PATCH', path: '/usageplans/{usagePlanId}/keys/{keyId}/usage' },
  access: ({ usagePlanId, keyId }) =>
    withResourceTags(
      access(gateway.context, 'PATCH', 'usageplans', usagePlanId, 'keys', keyId, 'usage'),
      gateway.plans.get(usagePlanId),
    ),
  run({ usagePlanId, keyId, patchOperations }) {
    const plan = findUsagePlan(gateway, usagePlanId)
    findUsagePlanKey(gateway, usagePlanId, keyId)
    const { quota } = plan
    if (!quota) throw badRequest(`Usage Plan ${usagePlanId} has no quota`)
    const today = dayOf(gateway.context.clock.now())
    const start = periodStart(quota, today)
    for (const patch of readPatches(patchOperations)) {
      const known = patch.op === 'replace' ? ['/remaining'] : []
      if (patch.op !== 'replace' || patch.written !== '/remaining') throw unknownPath(patch, known)
      const remaining = readInteger(patch.value, 'remaining')
      if (remaining < 0) throw badRequest('Remaining quota must not be negative')
      const used = gateway.usage.usedBetween(usagePlanId, keyId, start, today)
      gateway.usage.extend(usagePlanId, keyId, start, remaining - (quota.limit - used))
    }
    const date = dateOf(today)
    return {
      usagePlanId,
      startDate: date,
      endDate: date,
      values: { [keyId]: usageOf(gateway, plan, keyId, [today]) },
    }
  },
})
