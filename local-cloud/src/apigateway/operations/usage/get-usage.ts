import type { Operation } from '../../../core/service.ts'
import type { Gateway } from '../../gateway.ts'
import { access } from '../access.ts'
import { type PageInput, positionOf, readPage } from '../pages.ts'
import { withResourceTags } from '../tags.ts'
import { findUsagePlanKey } from '../usage-plan-keys/describe-usage-plan-key.ts'
import { findUsagePlan } from '../usage-plans/describe-usage-plan.ts'
import { readDays, usageOf } from './usage-days.ts'

interface Input extends PageInput {
  usagePlanId: string
  keyId?: string
  startDate?: string
  endDate?: string
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsage.html */
export const getUsage = (gateway: Gateway): Operation<Input> => ({
  input: { usagePlanId: true, keyId: true, startDate: true, endDate: true, position: true, limit: true },
  http: { method: 'GET', path: '/usageplans/{usagePlanId}/usage' },
  access: ({ usagePlanId }) =>
    withResourceTags(
      access(gateway.context, 'GET', 'usageplans', usagePlanId, 'usage'),
      gateway.plans.get(usagePlanId),
    ),
  run({ usagePlanId, keyId, startDate, endDate, ...page }) {
    const plan = findUsagePlan(gateway, usagePlanId)
    const days = readDays(startDate, endDate)
    const { after, limit } = readPage(page)
    const found =
      keyId === undefined
        ? gateway.keys.list({ planId: usagePlanId, after, limit: limit + 1 })
        : [{ key: findUsagePlanKey(gateway, usagePlanId, keyId), sequence: 0 }]
    const last = found.slice(0, limit).at(-1)
    return {
      usagePlanId,
      startDate,
      endDate,
      values: Object.fromEntries(
        found.slice(0, limit).map(({ key }) => [key.id, usageOf(gateway, plan, key.id, days)]),
      ),
      ...(found.length > limit && last && { position: positionOf(last.sequence) }),
    }
  },
})
